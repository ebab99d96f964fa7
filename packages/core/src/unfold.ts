import { defined } from './defined.ts'
import type { ChatAnswer } from './collect.ts'
import type { ChatEvent } from './events.ts'

/** The events that a stored answer of `chat` or `complete` replays as. */
export function unfoldChat(answer: ChatAnswer): ChatEvent[] {
  const {
    id,
    model,
    requestId,
    gateway,
    finishReason: reason,
    rawFinishReason: raw,
    usage,
    cost,
    limits,
    serviceTier,
    logprobs,
  } = answer
  const events: ChatEvent[] = [{ type: 'start', ...defined({ id, model, requestId, gateway }) }]
  // A completion has no parts, only its text.
  const parts =
    (answer.parts as ChatAnswer['parts'] | undefined) ??
    (answer.text ? [{ type: 'text', text: answer.text } as const] : [])
  let said = logprobs
  for (const [index, part] of parts.entries()) {
    if (part.type === 'text') {
      events.push({ type: 'text-delta', index, text: part.text, ...(said && { logprobs: said }) })
      said = undefined
    } else if (part.type === 'reasoning') events.push({ type: 'reasoning-delta', index, text: part.text })
    // Plain text and reasoning need no final form.
    if (Object.keys(part).length > 2 || (part.type !== 'text' && part.type !== 'reasoning'))
      events.push({ type: 'part', index, part })
  }
  for (const data of answer.raw ?? []) events.push({ type: 'x-raw', data })
  events.push({ type: 'finish', reason, ...defined({ raw, usage, cost, limits, serviceTier }) })
  return events
}
