import { countTokens } from '../brain/tokens.ts'
import { textOf } from '../family/ask.ts'
import { embeddingsRoute } from '../family/embeddings.ts'
import { isUnknownModel, type Member } from '../family/member.ts'
import type { Loose } from '../http/loose.ts'
import { a, inspect, type Fields } from '../http/shape.ts'
import { refuse, type Call, type Reply } from '../service.ts'
import { failureOf, mistralWords as words } from './words.ts'

const fields: Fields = {
  model: { type: 'string', required: true },
  input: { type: ['string', 'array'], required: true },
  encoding_format: { type: 'string', values: ['float', 'base64'] },
  metadata: a.object,
  output_dimension: { type: 'integer', min: 1, max: 3072 },
  output_dtype: { type: 'string', values: ['float', 'int8', 'uint8', 'binary', 'ubinary'] },
}

const mostInputs = 512

/** `POST /embeddings`: vectors of a length that Codestral Embed lets one choose. */
export function embeddings(member: Member): (call: Call) => Reply {
  const general = (size: number) => embeddingsRoute(member, { fields: { dimensions: a.integer }, size })
  const [fixed, free] = [general(1024), general(3072)]
  return (call) => {
    const problem = inspect(call.body, fields)
    if (problem) refuse(words.problem(problem))
    const { model, input, output_dimension: wanted, output_dtype: dtype = 'float' } = call.body
    if (Array.isArray(input) && input.length > mostInputs) refuse(failureOf(400, '3210', call.requestId))
    const isFree = model.startsWith('codestral-embed')
    if (wanted != null && !isFree)
      refuse(words.refusal('output_dimension is not supported by this model', null, '3051'))
    const asked = { model, input, ...(isFree && { dimensions: wanted ?? 1536 }) }
    const reply = (isFree ? free : fixed)({ ...call, body: asked }) as { readonly json: Loose }
    const data = reply.json.data.map((one: Loose) => ({
      ...one,
      embedding: dtype === 'float' ? one.embedding : one.embedding.map((value: number) => Math.round(value * 127)),
    }))
    return { json: { id: call.state.id('', 32), ...reply.json, data } }
  }
}

// Which words of a text flag which category: enough to see both outcomes, and no judgement of anybody.
const categories: Readonly<Record<string, RegExp>> = {
  sexual: /\bexplicit content\b/iu,
  hate_and_discrimination: /\bhate speech\b/iu,
  violence_and_threats: /\b(?:kill|murder|hurt you)\b/iu,
  dangerous: /\bbuild a weapon\b/iu,
  criminal: /\bsteal a car\b/iu,
  selfharm: /\bhurt myself\b/iu,
  health: /\bprescribe\b/iu,
  financial: /\bbuy this stock\b/iu,
  law: /\bsue them\b/iu,
  pii: /\bmy address is\b/iu,
  jailbreaking: /\bignore all instructions\b/iu,
}

const names = Object.keys(categories)

function verdict(text: string): Loose {
  const hit = Object.fromEntries(names.map((name) => [name, categories[name]!.test(text)]))
  return {
    categories: hit,
    category_scores: Object.fromEntries(names.map((name) => [name, hit[name] ? 0.97 : 0.0001])),
  }
}

function judged({ body, state }: Call, texts: readonly string[]): Reply {
  if (isUnknownModel(body.model)) refuse(words.unknownModel(body.model))
  const tokens = texts.reduce((sum, text) => sum + countTokens(text), 0)
  return {
    json: {
      id: state.id('', 32),
      model: body.model,
      usage: { prompt_tokens: tokens, completion_tokens: 0, total_tokens: tokens },
      results: texts.map(verdict),
    },
  }
}

/** `POST /moderations`: one verdict for each text. */
export function moderate(call: Call): Reply {
  const problem = inspect(call.body, {
    model: { type: 'string', required: true },
    input: { type: ['string', 'array'], required: true },
    metadata: a.object,
  })
  if (problem) refuse(words.problem(problem))
  const { input } = call.body
  const wrong = Array.isArray(input) ? input.findIndex((one) => typeof one !== 'string') : -1
  if (wrong >= 0)
    refuse(words.problem({ kind: 'type', path: ['input', wrong], want: ['string'], got: typeof input[wrong] }))
  return judged(call, typeof input === 'string' ? [input] : input)
}

/** `POST /chat/moderations`: a verdict on the last turn of each conversation. */
export function moderateChat(call: Call): Reply {
  const problem = inspect(call.body, {
    model: { type: 'string', required: true },
    input: { type: 'array', required: true },
  })
  if (problem) refuse(words.problem(problem))
  const { input } = call.body
  const conversations: Loose[][] = Array.isArray(input[0]) ? input : [input]
  return judged(
    call,
    conversations.map((turns) => textOf(turns.at(-1)?.content ?? '')),
  )
}
