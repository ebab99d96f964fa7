import { imageOf, speechOf } from '../brain/media.ts'
import { warmTokens } from '../brain/prefix-cache.ts'
import { seal } from '../brain/seal.ts'
import { promptTokens } from '../brain/tokens.ts'
import type { Ask, Thought } from '../brain/types.ts'
import type { Loose } from '../http/loose.ts'
import type { Call, Reply } from '../service.ts'
import { askOf } from './ask.ts'
import { checkBody } from './check.ts'
import { signaturePrefix, signatureScope } from './contents.ts'
import { isCloud, type GeminiModel } from './model.ts'
import { brokenBody, invalid } from './words.ts'

const window = 1_048_576

/** `:generateContent` and `:streamGenerateContent`. */
export function generate(call: Call, model: GeminiModel, streams: boolean): Reply {
  checkBody(call, model)
  const ask = askOf(call, model)
  const total = promptTokens(ask)
  if (total > window)
    invalid(`The input token count (${total}) exceeds the maximum number of tokens allowed (${window}).`)
  const thought = call.think(ask)
  const chunks = chunksOf(thought, ask, total, call, model)
  if (!streams) return { json: whole(chunks), broken: brokenBody }
  if (call.query.get('alt') === 'sse')
    return { events: events(chunks), broken: (code) => [`data: ${JSON.stringify(brokenBody(code))}\r\n\r\n`] }
  return { json: chunks, broken: (code) => [brokenBody(code)] }
}

function* events(chunks: readonly Loose[]): Iterable<string> {
  for (const chunk of chunks) yield `data: ${JSON.stringify(chunk)}\r\n\r\n`
}

/** All chunks in one: neighbouring texts of a kind are one part, and the signature at the end is its. */
function whole(chunks: readonly Loose[]): Loose {
  const parts: Loose[] = []
  for (const part of chunks.flatMap((chunk) => chunk.candidates?.[0].content.parts ?? [])) {
    const last = parts.at(-1)
    const joins = last?.text !== undefined && part.text !== undefined && last.thought === part.thought
    if (joins) parts[parts.length - 1] = { ...last, ...part, text: last.text + part.text }
    else if (part.text !== '' || part.thoughtSignature) parts.push(part)
  }
  const end = chunks.at(-1)!
  const [candidate] = end.candidates
  return { ...end, candidates: [{ ...candidate, content: parts.length > 0 ? { parts, role: 'model' } : {} }] }
}

const reasons = { stop: 'STOP', length: 'MAX_TOKENS', 'tool-calls': 'STOP', 'content-filter': 'SAFETY' } as const

function parsed(input: string): Loose | undefined {
  try {
    return JSON.parse(input) as Loose
  } catch {
    return undefined // Cut by the bound on tokens: the service then sends no call at all.
  }
}

function chunksOf(thought: Thought, ask: Ask, total: number, call: Call, model: GeminiModel): Loose[] {
  const { body, state } = call
  const config = body.generationConfig ?? {}
  const id = state.id('', 22)
  const usage = usageOf(thought, ask, total, call)
  const chunk = (parts: readonly Loose[], end: object = {}): Loose => ({
    candidates: [{ content: { parts, role: 'model' }, index: 0, ...end }],
    usageMetadata: 'finishReason' in end ? usage : early(usage, isCloud(call)),
    modelVersion: model.id,
    ...(isCloud(call) && { createTime: new Date(state.now()).toISOString() }),
    responseId: id,
  })
  const signed = { thoughtSignature: seal(signatureScope(isCloud(call)), id, signaturePrefix) }
  const isRefused = thought.refusal !== undefined || thought.finish === 'content-filter'
  if (isRefused) return [chunk([], { finishReason: 'SAFETY' })]
  const thoughts = config.thinkingConfig?.includeThoughts
    ? thought.reasoning.map((text) => ({ text, thought: true }))
    : []
  const calls = thought.calls.flatMap(({ id, name, input }, at) => {
    const args = parsed(input)
    const own = model.version >= 3 ? { id: id ?? state.id('', 8) } : {}
    return args ? [{ functionCall: { ...own, name, args }, ...(at === 0 && model.thinks && signed) }] : []
  })
  const media = mediaOf(thought, ask, config, model)
  const texts = media.length > 0 ? [] : thought.text.map((text) => ({ text }))
  const signsText = calls.length === 0 && model.version >= 3 && model.thinks && texts.length > 0
  const chunks = [...thoughts, ...texts].map((part) => chunk([part]))
  for (const part of media) chunks.push(chunk([part]))
  if (calls.length > 0) chunks.push(chunk(calls))
  const grounding = thought.searches.length > 0 ? { groundingMetadata: groundingOf(thought) } : {}
  const logprobs = config.responseLogprobs ? { logprobsResult: logprobsOf(thought, config.logprobs) } : {}
  return [
    ...chunks,
    chunk(signsText ? [{ text: '', ...signed }] : [], {
      finishReason: reasons[thought.finish],
      ...grounding,
      ...logprobs,
    }),
  ]
}

function mediaOf(thought: Thought, ask: Ask, { responseModalities: kinds = [] }: Loose, model: GeminiModel): Loose[] {
  const said = ask.messages.at(-1)?.text ?? ''
  if (model.speaks || kinds.includes('AUDIO'))
    return [
      { inlineData: { mimeType: 'audio/L16;codec=pcm;rate=24000', data: speechOf('pcm', said).toString('base64') } },
    ]
  if (!model.draws) return []
  return [{ inlineData: { mimeType: 'image/png', data: imageOf('png', said).toString('base64') } }]
}

function logprobsOf({ text }: Thought, most = 0): Loose {
  const chosenCandidates = text.map((token) => ({ token, logProbability: -0.25 }))
  const others = (token: string) => Array.from({ length: most }, (_, at) => ({ token, logProbability: -0.25 - at }))
  return {
    chosenCandidates,
    ...(most > 0 && { topCandidates: text.map((token) => ({ candidates: others(token) })) }),
  }
}

/** Positions are bytes of the whole text. */
function groundingOf({ searches, citations, text }: Thought): Loose {
  const bytes = (end: number): number => Buffer.byteLength(text.slice(0, end).join(''))
  const results = searches.flatMap(({ results }) => results)
  return {
    webSearchQueries: searches.map(({ query }) => query),
    searchEntryPoint: { renderedContent: '<div>An emulated search.</div>' },
    groundingChunks: results.map(({ url, title }) => ({ web: { uri: url, title } })),
    groundingSupports: citations.map(({ from, to, result = 0 }) => ({
      segment: {
        ...(bytes(from) > 0 && { startIndex: bytes(from) }),
        endIndex: bytes(to),
        text: text.slice(from, to).join(''),
      },
      groundingChunkIndices: [result],
    })),
  }
}

function usageOf({ tokens, usage = {} }: Thought, ask: Ask, total: number, call: Call): Loose {
  const cached = usage.cacheRead ?? warmTokens(call.state, ask, total)
  const prompt = usage.input === undefined ? Math.max(total, cached) : usage.input + cached
  const output = usage.output ?? tokens.output
  const reasoning = usage.reasoning ?? tokens.reasoning
  // What is 0 is left out.
  return {
    promptTokenCount: prompt,
    ...(output > 0 && { candidatesTokenCount: output }),
    totalTokenCount: prompt + output + reasoning,
    ...(cached > 0 && { cachedContentTokenCount: cached }),
    promptTokensDetails: [{ modality: 'TEXT', tokenCount: prompt }],
    ...(reasoning > 0 && { thoughtsTokenCount: reasoning }),
    ...(isCloud(call) ? { trafficType: 'ON_DEMAND' } : { serviceTier: call.body.serviceTier ?? 'standard' }),
  }
}

/** What is counted before the end: on Google Cloud next to nothing. */
const early = ({ promptTokenCount, trafficType }: Loose, cloud: boolean): Loose =>
  cloud ? { trafficType } : { promptTokenCount, totalTokenCount: promptTokenCount }
