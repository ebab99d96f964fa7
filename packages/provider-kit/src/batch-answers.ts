import { collectChat, isLLMError } from '@llmrr/core'
import type { BatchItem, ChatEvent, Context, LLMError, ResolvedChatRequest } from '@llmrr/core'
import type { ChatDialect } from './chat-handler.ts'

/** A request of a batch that has failed. */
export const failedItem = (id: string, { code, message, rawCode, status }: LLMError): BatchItem => ({
  id,
  error: { code, message, ...(rawCode !== undefined && { rawCode }), ...(status !== undefined && { status }) },
})

/** The answer to a request of a batch, read as a reply of its own would be. `errorOf` makes our error of one inside it. */
export function answeredItem<Chunk, Reply>(
  id: string,
  reply: Reply,
  dialect: Pick<ChatDialect<Chunk, Reply>, 'reader' | 'unfold'>,
  errorOf: (body: unknown) => LLMError,
  context: Context,
  requestId?: string,
): BatchItem {
  try {
    const request = { messages: [] } as ResolvedChatRequest // What was asked has not been kept.
    const reader = dialect.reader(context, { error: errorOf, unfolded: true }, request)
    const events: ChatEvent[] = []
    for (const chunk of dialect.unfold(reply)) events.push(...reader.read(chunk))
    if (events.at(-1)?.type !== 'finish') events.push(...reader.end())
    const result = collectChat(events)
    return { id, result: requestId === undefined ? result : { ...result, requestId } }
  } catch (thrown) {
    if (!isLLMError(thrown)) throw thrown
    return failedItem(id, thrown)
  }
}

/** Warns of what the requests of a batch ask and the dialect does not know: core looks at the fields of the batch only. */
export function warnOfRequest(
  request: ResolvedChatRequest,
  { params }: Pick<ChatDialect<never, never>, 'params'>,
  context: Context,
): void {
  const known = typeof params === 'function' ? params(context.target) : params
  for (const [field, value] of Object.entries(request)) {
    if (value === undefined || field === 'messages' || field === 'raw' || known.includes(field)) continue
    context.warn(`requests.${field}`, `${context.target.model} does not take it; it was left out.`)
  }
}

/** The context for calls around the requests of a batch: what `raw` adds to a body belongs into the requests. */
export function aroundRequests(context: Context): Context {
  const { raw, ...options } = context.target.options ?? {}
  if (!raw?.body) return context
  const { body: _, ...rest } = raw
  return { ...context, target: { ...context.target, options: { ...options, raw: rest } } }
}
