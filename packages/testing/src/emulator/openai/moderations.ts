import { isUnknownModel } from '../family/member.ts'
import type { Loose } from '../http/loose.ts'
import { a, inspect } from '../http/shape.ts'
import { refuse, type Call, type Reply } from '../service.ts'
import { openaiWords } from './words.ts'

// Which words of a text flag which category: enough to see both outcomes, and no judgement of anybody.
const categories: Readonly<Record<string, RegExp>> = {
  harassment: /\bidiot\b/iu,
  'harassment/threatening': /\bI will hurt you\b/iu,
  sexual: /\bexplicit content\b/iu,
  hate: /\bhate speech\b/iu,
  'hate/threatening': /\bhateful threat\b/iu,
  illicit: /\bsteal a car\b/iu,
  'illicit/violent': /\bbuild a weapon\b/iu,
  'self-harm/intent': /\bhurt myself\b/iu,
  'self-harm/instructions': /\bhow to hurt myself\b/iu,
  'self-harm': /\bhurt myself\b/iu,
  'sexual/minors': /(?!)/u,
  violence: /\b(?:kill|murder|hurt you)\b/iu,
  'violence/graphic': /\bgore\b/iu,
}

const names = Object.keys(categories)

/** `POST /moderations`: one result for each text; parts of one list are one input. */
export function moderate({ body, state }: Call): Reply {
  const problem = inspect(body, { model: a.string, input: { type: ['string', 'array'], required: true } })
  if (problem) refuse(openaiWords.problem(problem))
  const model: string = body.model ?? 'omni-moderation-latest'
  if (isUnknownModel(model)) refuse(openaiWords.unknownModel(model))
  const parts = Array.isArray(body.input) && typeof body.input[0] === 'object'
  const inputs: Loose[] = typeof body.input === 'string' || parts ? [body.input] : body.input
  return { json: { id: state.id('modr-', 4), model, results: inputs.map(judge) } }
}

function judge(input: Loose): Loose {
  const parts: Loose[] = typeof input === 'string' ? [{ type: 'text', text: input }] : input
  const text = parts.map((part) => part.text ?? '').join('\n')
  const kinds = [...new Set(parts.map(({ type }) => (type === 'image_url' ? 'image' : 'text')))]
  const hit = Object.fromEntries(names.map((name) => [name, categories[name]!.test(text)]))
  return {
    flagged: Object.values(hit).includes(true),
    categories: hit,
    category_scores: Object.fromEntries(names.map((name) => [name, hit[name] ? 0.97 : 0.0001])),
    category_applied_input_types: Object.fromEntries(names.map((name) => [name, kinds])),
  }
}
