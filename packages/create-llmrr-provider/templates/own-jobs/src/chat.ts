import type { ChatEvent, Context, Handler, ResolvedChatRequest } from '@llmrr/core'
import type { createJobs } from './jobs.ts'

/** Chats as jobs: the answer comes in one piece. */
export function chat(jobs: ReturnType<typeof createJobs>): Handler<'chat'> {
  async function* events(
    { messages, maxOutputTokens, raw }: ResolvedChatRequest,
    context: Context,
  ): AsyncGenerator<ChatEvent> {
    const turns = messages.flatMap(({ role, content }) =>
      content.flatMap((part) => {
        if (part.type === 'text') return [{ who: role, text: part.text }]
        context.warn('messages', `${context.target.provider} takes no ${part.type}.`)
        return []
      }),
    )
    const job = await jobs.whole<{ text: string }>({ turns, most: maxOutputTokens }, context)
    if (raw) yield { type: 'x-raw', data: job }
    yield { type: 'start', id: job.id }
    yield { type: 'text-delta', index: 0, text: job.output.text }
    const { read, written } = job.tokens ?? {}
    yield { type: 'finish', reason: 'stop', raw: job.state, usage: { input: read, output: written } }
  }
  return Object.assign(events, { params: ['maxOutputTokens'] })
}
