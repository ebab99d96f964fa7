import { kindOf } from '@llmrr/provider-kit'
import { filling, readShape, setFields, warnMissing } from './shape.ts'
import { mediaNames, setMedia } from './media.ts'
import { toPrompt, wordsOf } from './prompt.ts'
import type { ChatSettings, Context, MediaPart, Part, ResolvedChatRequest, ResolvedMessage } from '@llmrr/core'
import type { Filling } from './shape.ts'
import type { Input } from './runs.ts'
import type { ModelReader } from './models-read.ts'
import type { Service } from './service.ts'

/** Fields that some model of language has an input for; what the target's model lacks is reported. */
export const params = [
  'maxOutputTokens',
  'temperature',
  'topP',
  'topK',
  'stop',
  'seed',
  'frequencyPenalty',
  'presencePenalty',
  'reasoning',
] as const

/** What models call the bound on their answer. */
export const limitNames = ['max_tokens', 'max_completion_tokens', 'max_output_tokens', 'max_new_tokens'] as const

const names = {
  maxOutputTokens: limitNames,
  temperature: ['temperature'],
  topP: ['top_p'],
  topK: ['top_k'],
  seed: ['seed'],
  frequencyPenalty: ['frequency_penalty'],
  presencePenalty: ['presence_penalty'],
} as const satisfies Partial<Record<keyof ChatSettings, readonly string[]>>

const isMedia = (part: Part): part is MediaPart => part.type === 'media'

/** Media of a message, also of the tool results in it. */
const mediaOf = (parts: readonly Part[]): readonly MediaPart[] =>
  parts.flatMap((part) =>
    isMedia(part)
      ? [part]
      : part.type === 'tool-result'
        ? mediaOf((part as { readonly parts?: readonly Part[] }).parts ?? [])
        : [],
  )

/** A chat request as the input of the target's model. The schema is read only where a lone prompt does not say it all. */
export async function toInput(
  request: ResolvedChatRequest,
  context: Context,
  models: ModelReader,
  service: Service,
): Promise<Input> {
  const { messages } = request
  const turns = messages.filter(({ role }) => role !== 'system')
  const media = turns.flatMap(({ content }) => mediaOf(content))
  const isPrompt = messages.length === 1 && turns.length === 1 && media.length === 0
  const isPlain = isPrompt && params.every((field) => request[field] === undefined)
  const shape = isPlain ? new Map([['prompt', undefined]]) : await readShape(models, context)
  const into = filling(shape, context)
  setTurns(messages, into, context)
  for (const kind of ['image', 'audio', 'video', 'document'] as const)
    setMedia(
      'messages',
      mediaNames[kind],
      media.filter(({ mediaType }) => kindOf(mediaType) === kind),
      into,
      service,
      context,
    )
  setFields(request, names, into, context)
  setStop(request.stop, into, context)
  setReasoning(request.reasoning, into, context)
  return into.input()
}

function setTurns(messages: readonly ResolvedMessage[], into: Filling, context: Context): void {
  const turns = messages.filter(({ role }) => role !== 'system')
  const system = messages.flatMap(({ role, content }) => (role === 'system' ? [wordsOf(content)] : [])).join('\n\n')
  const [only] = turns.length === 1 && turns[0]!.role === 'user' ? turns : []
  // With `messages`, the model looks at neither `prompt` nor `system_prompt`.
  const theirs = messages.map(({ role, content }) => ({
    role: role === 'tool' ? 'user' : role,
    content: wordsOf(content),
  }))
  if (!only && into.name(['messages']) && into.set(['messages'], theirs)) return
  if (!only && turns.length > 0)
    context.warn('messages', `${context.target.model} takes one prompt; the turns are written into it.`)
  const prompt = only ? wordsOf(only.content) : toPrompt(turns)
  if (system === '' || into.set(['system_prompt', 'system', 'system_instruction'], system)) into.set(['prompt'], prompt)
  else {
    context.warn('messages', `${context.target.model} has no system prompt; it is written at the head of the prompt.`)
    into.set(['prompt'], `${system}\n\n${prompt}`)
  }
}

function setStop(stop: readonly string[] | undefined, into: Filling, context: Context): void {
  if (stop === undefined || stop.length === 0) return
  const fields = ['stop_sequences', 'stop']
  const name = into.name(fields)
  if (name !== undefined && into.isList(name)) return void into.set(fields, stop)
  // One text, cut at its commas.
  const sayable = stop.filter((one) => !one.includes(','))
  if (sayable.length < stop.length)
    context.warn('stop', 'A stop sequence with a comma in it cannot be said; it is left out.')
  if (sayable.length > 0 && !into.set(fields, sayable.join(','))) warnMissing('stop', context)
}

function setReasoning(reasoning: ChatSettings['reasoning'], into: Filling, context: Context): void {
  if (reasoning === undefined) return
  const { effort, tokens } = typeof reasoning === 'string' ? { effort: reasoning } : reasoning
  if (effort !== undefined && !into.set(['reasoning_effort'], effort)) warnMissing('reasoning', context)
  if (tokens !== undefined && !into.set(['thinking_budget_tokens', 'thinking_budget'], tokens))
    warnMissing('reasoning.tokens', context)
}
