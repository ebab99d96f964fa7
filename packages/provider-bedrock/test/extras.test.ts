import { expect, test } from 'vitest'
import { bedrock } from '../src/index.ts'
import { asked } from './setting.ts'

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 's' }
const json = (body: object, headers: Record<string, string> = {}) => [() => Response.json(body, { headers })]

test('invokes a model in its vendor’s words, with the counts of the headers', async () => {
  const headers = {
    'x-amzn-requestid': 'r1',
    'x-amzn-bedrock-input-token-count': '5',
    'x-amzn-bedrock-output-token-count': '2',
  }
  const { context, sent } = asked({ replies: json({ generation: 'Hi' }, headers) })
  const model = 'us.meta.llama3-3-70b-instruct-v1:0'
  const answer = await bedrock().extras.invoke({ model, body: { prompt: 'Hello', max_gen_len: 9 } }, context)
  expect(sent[0]!.url).toContain('/model/us.meta.llama3-3-70b-instruct-v1%3A0/invoke')
  expect(answer).toEqual({ body: { generation: 'Hi' }, requestId: 'r1', usage: { input: 5, output: 2 } })
})

test('looks at texts with a guardrail', async () => {
  const { context, sent } = asked({
    replies: json({ action: 'GUARDRAIL_INTERVENED', outputs: [{ text: 'No.' }], assessments: [{ topicPolicy: {} }] }),
  })
  const request = {
    guardrail: 'abc',
    version: '1',
    source: 'INPUT',
    texts: ['Hi', { text: 'Q', qualifiers: ['query'] }],
  } as const
  const verdict = await bedrock().extras.applyGuardrail({ ...request, full: true }, context)
  expect(sent[0]!.url).toBe('https://bedrock-runtime.us-east-1.amazonaws.com/guardrail/abc/version/1/apply')
  expect(sent[0]!.body).toEqual({
    source: 'INPUT',
    content: [{ text: { text: 'Hi' } }, { text: { text: 'Q', qualifiers: ['query'] } }],
    outputScope: 'FULL',
  })
  expect(verdict).toEqual({ intervened: true, outputs: ['No.'], assessments: [{ topicPolicy: {} }] })
})

test('finds passages in a knowledge base', async () => {
  const { context, sent } = asked({
    replies: json({
      retrievalResults: [
        {
          content: { text: 'Oslo.' },
          score: 0.5,
          location: { type: 'S3', s3Location: { uri: 's3://a/b' } },
          metadata: { a: 1 },
        },
        { content: { text: 'Web.' }, location: { type: 'WEB', webLocation: { url: 'https://a.test' } } },
      ],
    }),
  })
  const found = await bedrock({ credentials }).extras.retrieve(
    { knowledgeBase: 'KB1', query: 'Where?', results: 2 },
    context,
  )
  expect(sent[0]!.url).toBe('https://bedrock-agent-runtime.us-east-1.amazonaws.com/knowledgebases/KB1/retrieve')
  expect(sent[0]!.body).toEqual({
    retrievalQuery: { text: 'Where?' },
    retrievalConfiguration: { vectorSearchConfiguration: { numberOfResults: 2 } },
  })
  expect(found.passages).toEqual([
    { text: 'Oslo.', score: 0.5, url: 's3://a/b', metadata: { a: 1 } },
    { text: 'Web.', url: 'https://a.test' },
  ])
})

test('answers from a knowledge base, with what its statements rest on', async () => {
  const text = 'Oslo is it.'
  const { context, sent } = asked({
    replies: json({
      output: { text },
      sessionId: 's1',
      citations: [
        {
          generatedResponsePart: { textResponsePart: { text: 'Oslo is it.', span: { start: 0, end: 10 } } },
          retrievedReferences: [
            { content: { text: 'Capital: Oslo' }, location: { type: 'S3', s3Location: { uri: 's3://a' } } },
          ],
        },
      ],
    }),
  })
  const request = { query: 'Capital?', model: 'amazon.nova-pro-v1:0', knowledgeBase: 'KB1', session: 's0' }
  const answer = await bedrock({ credentials }).extras.retrieveAndGenerate(request, context)
  expect(sent[0]!.body).toEqual({
    input: { text: 'Capital?' },
    retrieveAndGenerateConfiguration: {
      type: 'KNOWLEDGE_BASE',
      knowledgeBaseConfiguration: { knowledgeBaseId: 'KB1', modelArn: 'amazon.nova-pro-v1:0' },
    },
    sessionId: 's0',
  })
  expect(answer).toEqual({
    text,
    citations: [{ url: 's3://a', quote: 'Capital: Oslo', start: 0, end: text.length }],
    session: 's1',
    intervened: false,
  })
})

test('knowledge bases are asked with a signature, since they take no key', async () => {
  const { context, sent } = asked({
    replies: json({}),
    env: {
      AWS_REGION: 'us-east-1',
      AWS_BEARER_TOKEN_BEDROCK: 'key',
      AWS_ACCESS_KEY_ID: 'AKIDENV',
      AWS_SECRET_ACCESS_KEY: 's',
    },
  })
  await bedrock().extras.retrieve({ knowledgeBase: 'KB1', query: 'Where?' }, context)
  expect(sent[0]!.headers.get('authorization')).toContain('Credential=AKIDENV/')
})
