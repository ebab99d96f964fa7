import { mediaPart } from './media.ts'
import { ownState } from './state.ts'
import type { Context, Json, Part, ResolvedMessage, ToolCallPart, ToolResultPart } from '@llmrr/core'
import type { GeminiQuirks } from './quirks.ts'
import type { GeminiTraits } from './traits.ts'
import type { WireContent, WirePart } from './wire.ts'

/** What stands for the signature of a call that another service, or an older model, has made. */
const noSignature = 'skip_thought_signature_validator'

type Object = { readonly [field: string]: Json | undefined }
const isObject = (value: unknown): value is Object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A conversation in Gemini's order. */
export interface Conversation {
  readonly system: readonly WirePart[]
  readonly contents: readonly WireContent[]
}

/** Messages as Gemini takes them: what the system says at the beginning, turns of one side together, results before what else the user says. */
export function toConversation(
  messages: readonly ResolvedMessage[],
  traits: GeminiTraits,
  quirks: GeminiQuirks,
  context: Context,
): Conversation {
  const system: WirePart[] = []
  const turns: { role: 'user' | 'model'; parts: WirePart[] }[] = []
  const ids = new Map<string, string>()
  let isMoved = false
  for (const { role: speaker, content } of messages) {
    if (speaker === 'system') {
      const said = content.flatMap((part) => systemParts(part, context))
      isMoved ||= turns.length > 0 && said.length > 0
      system.push(...said)
      continue
    }
    const role = speaker === 'assistant' ? 'model' : 'user'
    const parts = content.flatMap((part) =>
      role === 'model' ? modelParts(part, ids, traits, quirks, context) : userParts(part, ids, traits, quirks, context),
    )
    if (parts.length === 0) continue
    if (role === 'model') signFirstCall(parts, traits)
    if (turns.at(-1)?.role === role) turns.at(-1)!.parts.push(...parts)
    else turns.push({ role, parts })
  }
  if (isMoved)
    context.warn('messages', 'Gemini takes system messages at the beginning only; a later one was moved there.')
  return {
    system,
    contents: turns.map(({ role, parts }) => ({ role, parts: role === 'user' ? resultsFirst(parts) : parts })),
  }
}

function systemParts(part: Part, context: Context): readonly WirePart[] {
  if (part.type === 'text') return [{ text: part.text }]
  context.warn('messages', `A system message of Gemini is text; its ${part.type} was left out.`)
  return []
}

const isResult = (part: WirePart): boolean => part.functionResponse !== undefined

function resultsFirst(parts: readonly WirePart[]): readonly WirePart[] {
  return parts.some(isResult) ? [...parts.filter(isResult), ...parts.filter((part) => !isResult(part))] : parts
}

// Gemini 3 refuses a turn whose first call is unsigned.
function signFirstCall(parts: WirePart[], { wantsSignatures }: GeminiTraits): void {
  const at = parts.findIndex((part) => part.functionCall)
  if (wantsSignatures && at >= 0 && parts[at]!.thoughtSignature === undefined)
    parts[at] = { ...parts[at], thoughtSignature: noSignature }
}

function modelParts(
  part: Part,
  ids: Map<string, string>,
  traits: GeminiTraits,
  quirks: GeminiQuirks,
  context: Context,
): readonly WirePart[] {
  const state = ownState(part, context)
  // What only the service understands goes back as it came.
  if (state?.part) return [state.part]
  const signature = state?.thoughtSignature === undefined ? {} : { thoughtSignature: state.thoughtSignature }
  switch (part.type) {
    case 'text':
      return part.text === '' && !state ? [] : [{ text: part.text, ...signature }]
    case 'reasoning':
      return state ? [{ thought: true, text: part.text, ...signature }] : []
    case 'media':
      return [{ ...mediaPart(part, traits, quirks, context), ...signature }]
    case 'tool-call':
      if (part.by !== undefined) return []
      if (state?.id !== undefined) ids.set(part.id, state.id)
      return [{ functionCall: callOf(part, state?.id), ...signature }]
    case 'tool-result':
      if (part.by === undefined)
        context.warn('messages', `The result of ${part.name} stands in an answer of the assistant; it was left out.`)
      return []
    default:
      return []
  }
}

const callOf = ({ name, input, invalid }: ToolCallPart, id: string | undefined) => ({
  ...(id !== undefined && { id }),
  name,
  args: (invalid !== undefined ? { INVALID_JSON: invalid } : isObject(input) ? input : { input }) as {
    [name: string]: Json
  },
})

function userParts(
  part: Part,
  ids: ReadonlyMap<string, string>,
  traits: GeminiTraits,
  quirks: GeminiQuirks,
  context: Context,
): readonly WirePart[] {
  switch (part.type) {
    case 'text':
      return part.text === '' ? [] : [{ text: part.text }]
    case 'media':
      return [mediaPart(part, traits, quirks, context)]
    case 'source':
      return part.text ? [{ text: part.text }] : []
    case 'tool-result':
      return resultParts(part, ids.get(part.id), traits, quirks, context)
    default:
      return []
  }
}

/** A result is an object; `output` and `error` are the keys that the service documents for everything else. */
function responseOf({ output, error }: Pick<ToolResultPart, 'output' | 'error'>): object {
  if (error) return { error: output ?? null }
  return isObject(output) && !('output' in output) && !('error' in output) ? output : { output: output ?? null }
}

function resultParts(
  part: ToolResultPart,
  id: string | undefined,
  traits: GeminiTraits,
  quirks: GeminiQuirks,
  context: Context,
): readonly WirePart[] {
  const { name, parts, error } = part
  const about = { ...(id !== undefined && { id }), name }
  if (!parts) return [{ functionResponse: { ...about, response: responseOf(part) } }]
  const output = parts
    .flatMap((one) => (one.type === 'text' || one.type === 'source' ? (one.text ?? []) : []))
    .join('\n')
  const media = parts.flatMap((one) => (one.type === 'media' ? [mediaPart(one, traits, quirks, context)] : []))
  const response = responseOf({ output, ...(error && { error }) })
  if (media.length === 0) return [{ functionResponse: { ...about, response } }]
  if (traits.mediaInResults) return [{ functionResponse: { ...about, response, parts: media } }]
  context.warn('messages', `Tool results of ${context.target.model} are JSON; the media of ${name} follow them.`)
  return [{ functionResponse: { ...about, response } }, ...media]
}
