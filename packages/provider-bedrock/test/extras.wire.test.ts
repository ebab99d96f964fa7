import { recordingsOf, wireFolder } from '@llmrr/testing/replay'
import { expect, it } from 'vitest'
import { bedrock } from '../src/index.ts'
import { asked } from './setting.ts'
import type { Recording } from '@llmrr/testing/replay'

// What is recorded of things that are extras here, not capabilities.
const folder = wireFolder()
const recordings = folder === undefined ? [] : recordingsOf(folder, 'bedrock')
// oxlint-disable-next-line typescript/no-explicit-any -- the wire has no types here
type Bag = any

const of = (path: RegExp): readonly Recording[] =>
  recordings.filter(
    (one) => one.method === 'POST' && path.test(one.path) && one.status === 200 && one.sent !== undefined,
  )

/** A context that is answered with the recording, and what it was sent. */
const answering = ({ bytes }: Recording) =>
  asked({
    replies: [() => new Response(bytes, { headers: { 'content-type': 'application/json' } })],
    env: { AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'AKIDENV', AWS_SECRET_ACCESS_KEY: 's' },
  })
const answerOf = ({ bytes }: Recording): Bag => JSON.parse(new TextDecoder().decode(bytes))
const { extras } = bedrock()

if (recordings.length === 0) it.skip('there are no recordings of bedrock', () => {})

for (const recording of of(/\/guardrail\/[^/]+\/version\/[^/]+\/apply$/))
  it(`applies a guardrail as in ${recording.file}`, async () => {
    const { context, sent } = answering(recording)
    const body = recording.sent as Bag
    const [, guardrail, version] = /guardrail\/([^/]+)\/version\/([^/]+)/.exec(recording.path)!
    const verdict = await extras.applyGuardrail(
      {
        guardrail: guardrail!,
        version: version!,
        source: body.source,
        texts: body.content.map(({ text }: Bag) => (text.qualifiers ? text : text.text)),
        full: body.outputScope === 'FULL',
      },
      context,
    )
    expect(sent[0]!.body).toEqual(body)
    expect(verdict.intervened).toBe(answerOf(recording).action === 'GUARDRAIL_INTERVENED')
    expect(verdict.assessments).toEqual(answerOf(recording).assessments)
  })

for (const recording of of(/\/knowledgebases\/[^/]+\/retrieve$/))
  it(`retrieves as in ${recording.file}`, async () => {
    const { context, sent } = answering(recording)
    const body = recording.sent as Bag
    const vector = body.retrievalConfiguration?.vectorSearchConfiguration ?? {}
    const { passages } = await extras.retrieve(
      {
        knowledgeBase: /knowledgebases\/([^/]+)/.exec(recording.path)![1]!,
        query: body.retrievalQuery.text,
        ...(vector.numberOfResults && { results: vector.numberOfResults }),
        ...(vector.filter && { filter: vector.filter }),
        ...(vector.overrideSearchType && { searchType: vector.overrideSearchType }),
      },
      context,
    )
    expect(sent[0]!.body).toEqual(body)
    expect(passages.map(({ text }) => text)).toEqual(
      answerOf(recording).retrievalResults.map(({ content }: Bag) => content.text),
    )
  })

for (const recording of of(/\/retrieveAndGenerate$/))
  it(`generates from what it retrieves as in ${recording.file}`, async () => {
    const { context, sent } = answering(recording)
    const { input, retrieveAndGenerateConfiguration: how, sessionId } = recording.sent as Bag
    const { knowledgeBaseConfiguration: base, externalSourcesConfiguration: outside } = how
    const answer = await extras.retrieveAndGenerate(
      {
        query: input.text,
        model: (base ?? outside).modelArn,
        ...(base && { knowledgeBase: base.knowledgeBaseId }),
        ...(outside && { sources: outside.sources.map(({ s3Location }: Bag) => s3Location.uri) }),
        ...(sessionId && { session: sessionId }),
      },
      context,
    )
    expect(sent[0]!.body).toMatchObject({ input, retrieveAndGenerateConfiguration: { type: how.type } })
    const { output, citations } = answerOf(recording)
    expect(answer.text).toBe(output.text)
    expect(answer.citations).toHaveLength(citations.flatMap((one: Bag) => one.retrievedReferences).length)
    for (const { end } of answer.citations) expect(end).toBeLessThanOrEqual(output.text.length + 1)
  })
