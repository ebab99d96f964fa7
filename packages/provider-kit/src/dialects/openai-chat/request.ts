import { forModel } from './quirks.ts'
import { renamed } from '../../renamed.ts'
import { toMessages } from './messages.ts'
import { toOutput, toTools } from './tools.ts'
import type { Context, ResolvedChatRequest, Target } from '@llmrr/core'
import type { WireRequest } from '../../http.ts'
import type { OpenAIChatQuirks } from './quirks.ts'

/** Fields that are sent as they are, by our name and the service's. */
const plain = {
  temperature: 'temperature',
  topP: 'top_p',
  topK: 'top_k',
  stop: 'stop',
  seed: 'seed',
  frequencyPenalty: 'frequency_penalty',
  presencePenalty: 'presence_penalty',
  metadata: 'metadata',
  serviceTier: 'service_tier',
} as const

/** The request fields that the dialect understands. */
export const chatParams: readonly string[] = [
  ...Object.keys(plain),
  'messages',
  'tools',
  'toolChoice',
  'parallelToolCalls',
  'output',
  'maxOutputTokens',
  'reasoning',
  'cache',
  'user',
  'logprobs',
  'raw',
]

/** Request fields that a service lacks, for a target where models differ. */
export type Without = readonly string[] | ((target: Target) => readonly string[])

/** The fields of a list that are left, for a target where models differ. */
export function remaining(
  params: readonly string[],
  without: Without | undefined,
): readonly string[] | ((target: Target) => readonly string[]) {
  if (!without) return params
  if (typeof without !== 'function') return params.filter((field) => !without.includes(field))
  return (target) => {
    const gone = without(target)
    return params.filter((field) => !gone.includes(field))
  }
}

/** The request without the fields that the service lacks; core has reported them. */
export function withoutFields<Request extends object>(
  request: Request,
  without: Without | undefined,
  target: Target,
): Request {
  const gone = typeof without === 'function' ? without(target) : without
  if (!gone?.some((field) => field in request)) return request
  return Object.fromEntries(Object.entries(request).filter(([field]) => !gone.includes(field))) as Request
}

/** Our request in the words of Chat Completions. */
export function toChatRequest(
  asked: ResolvedChatRequest,
  context: Context,
  quirks: OpenAIChatQuirks,
  without: Without | undefined,
): WireRequest {
  const request = withoutFields(asked, without, context.target)
  const { maxOutputTokens, reasoning, cache, user, logprobs } = request
  const { fields: output, words } = toOutput(request, quirks, context)
  const messages = toMessages(request.messages, quirks, context)
  const body: Record<string, unknown> = {
    model: context.target.model,
    messages:
      words === undefined ? messages : [{ role: forModel(quirks.systemRole, context), content: words }, ...messages],
  }
  if (context.stream) {
    body['stream'] = true
    if (quirks.streamUsage) body['stream_options'] = { include_usage: true }
  }
  if (maxOutputTokens !== undefined) body[forModel(quirks.maxTokensField, context)] = maxOutputTokens
  Object.assign(body, renamed(request, plain), toTools(request, quirks, context), output)
  if (reasoning !== undefined)
    Object.assign(body, quirks.writeReasoning(reasoning, context, forModel(quirks.efforts, context)))
  if (cache) Object.assign(body, quirks.writePromptCache(cache, context))
  if (user !== undefined) body[quirks.userField] = user
  if (logprobs !== undefined && logprobs !== false) {
    body['logprobs'] = true
    if (typeof logprobs === 'number') body['top_logprobs'] = logprobs
  }
  return { path: quirks.path, body: quirks.body ? quirks.body(body, request, context) : body }
}
