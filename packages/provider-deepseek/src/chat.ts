import { defined } from '@llmrr/core'
import { allEfforts, chatDefaults, openaiResponses } from '@llmrr/provider-kit'
import { optionsOf } from './options.ts'
import type { Context, ResolvedChatRequest } from '@llmrr/core'
import type { OpenAIChatMessage, OpenAIChatQuirks } from '@llmrr/provider-kit'

type Body = Record<string, unknown>

interface WireTool {
  readonly type: string
  readonly function: { readonly strict?: boolean }
}

/** Request fields that DeepSeek does not document. */
export const without = ['topK', 'seed', 'parallelToolCalls', 'metadata', 'serviceTier', 'cache']

// It has three, and takes the other words for them: what is less than `medium` is low, what is less than `max` high.

// Thinking is what the service does unless it is told otherwise; the old alias for chats never did.
const thinksByItself = (model: string): boolean => !model.startsWith('deepseek-chat')

/** Passed over without a word while the model thinks. */
const sampling = {
  temperature: 'temperature',
  top_p: 'topP',
  presence_penalty: 'presencePenalty',
  frequency_penalty: 'frequencyPenalty',
} as const

const isForced = ({ toolChoice, tools }: ResolvedChatRequest): boolean =>
  Boolean(tools?.length) && (toolChoice === 'required' || typeof toolChoice === 'object')

/**
 * Whether the model is to think, and the fields that say so: by the request, else by the target. It cannot be forced to call
 * a tool while it thinks, so a call that is forced goes first.
 */
function thinkingOf(body: Body, request: ResolvedChatRequest, context: Context): { thinks: boolean; fields: Body } {
  const effort = body['reasoning_effort']
  const ofTarget = optionsOf(context).thinking
  const thinking = (body['thinking'] ??
    (effort !== undefined && ofTarget?.type === 'disabled' ? undefined : ofTarget)) as typeof ofTarget
  const isAsked = effort !== undefined || thinking?.type === 'enabled'
  const thinks = thinking?.type !== 'disabled' && (isAsked || thinksByItself(context.target.model))
  if (!thinks || !isForced(request)) return { thinks, fields: { thinking } }
  if (isAsked)
    context.warn(
      'reasoning',
      `${context.target.model} does not think when it is forced to call a tool; it answers without.`,
    )
  return { thinks: false, fields: { thinking: { type: 'disabled' }, reasoning_effort: undefined } }
}

/** Tools are strict together or not at all. */
function strictTogether(tools: readonly WireTool[], context: Context): readonly WireTool[] {
  const strict = tools.filter((tool) => tool.function.strict === true)
  if (strict.length === tools.length) return tools
  if (strict.length > 0)
    context.warn('tools', `${context.target.provider} holds all tools to their schemas or none; mark all as strict.`)
  return tools.map(({ function: { strict: _, ...definition }, ...tool }) => ({ ...tool, function: definition }))
}

/**
 * The turns of an assistant as a thinking model wants them back: once tools were called, none may lack its reasoning, and
 * an empty one stands for what another model thought.
 */
function thoughtful(messages: readonly OpenAIChatMessage[]): readonly OpenAIChatMessage[] {
  if (!messages.some(({ tool_calls: calls }) => calls)) return messages
  return messages.map((message) => (message.role === 'assistant' ? { reasoning_content: '', ...message } : message))
}

/** A conversation that ends with the assistant is one whose answer has begun. */
function begun(messages: readonly OpenAIChatMessage[]): readonly OpenAIChatMessage[] {
  const last = messages.at(-1)
  return last?.role === 'assistant' ? [...messages.slice(0, -1), { ...last, prefix: true }] : messages
}

const userId = /^[\w-]{1,512}$/

/** In what DeepSeek's chat differs from OpenAI's. */
export const quirks: Partial<OpenAIChatQuirks> = {
  maxTokensField: 'max_tokens',
  userField: 'user_id',
  structuredOutput: 'json-object',
  reasoningField: 'reasoning_content',
  efforts: allEfforts,
  writeReasoning(reasoning, context, offered) {
    const { reasoning_effort: effort } = chatDefaults.writeReasoning(reasoning, context, offered) as Body
    return effort === undefined
      ? {}
      : effort === 'none'
        ? { thinking: { type: 'disabled' } }
        : { reasoning_effort: effort }
  },
  body(body, request, context) {
    const { model } = context.target
    const { thinks, fields } = thinkingOf(body, request, context)
    const messages = begun(body['messages'] as readonly OpenAIChatMessage[])
    const whole: Body = { ...body, ...fields, messages: thinks ? thoughtful(messages) : messages }
    if (body['tools']) whole['tools'] = strictTogether(body['tools'] as readonly WireTool[], context)
    for (const [theirs, ours] of Object.entries(sampling)) {
      if (!thinks || whole[theirs] === undefined) continue
      context.warn(ours, `${model} passes over it while it thinks; it is left out.`)
      whole[theirs] = undefined
    }
    if (request.user !== undefined && !userId.test(request.user)) {
      context.warn('user', 'DeepSeek takes up to 512 letters, digits, "-" and "_" as the id of a user; it is left out.')
      whole['user_id'] = undefined
    }
    return defined(whole)
  },
}

/** Responses, as far as DeepSeek has it: nothing is kept, and reasoning is readable. */
export const responses = () =>
  openaiResponses({
    store: undefined,
    includes: {},
    without: ['output', 'parallelToolCalls', 'user', 'metadata', 'serviceTier', 'cache'],
    model: () => ({
      efforts: allEfforts.slice(1),
      sampling: 'always',
      cache: 'automatic',
      encryptsReasoning: false,
    }),
  })
