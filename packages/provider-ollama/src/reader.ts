import { parseToolInput, partIndex } from '@llmrr/provider-kit'
import type { ChatEvent, Context, Cost, FinishReason, Json, TokenLogprob, ToolCallPart, Usage } from '@llmrr/core'
import type { Reader, ReplyContext } from '@llmrr/provider-kit'
import type { WireCall, WireChunk, WireLogprob } from './wire.ts'

const reasons: Readonly<Record<string, FinishReason>> = { stop: 'stop', length: 'length' }

const toLogprobs = (logprobs: readonly WireLogprob[]): readonly TokenLogprob[] =>
  logprobs.map(({ token, logprob, top_logprobs: top }) => ({ token, logprob, ...(top && { top }) }))

/** Counts; that of a prompt is absent when all of it was found in the cache. */
export function readUsage({ prompt_eval_count: read, eval_count: wrote }: WireChunk): Usage | undefined {
  if (read === undefined && wrote === undefined) return undefined
  return { ...(read !== undefined && { input: read }), ...(wrote !== undefined && { output: wrote }) }
}

/** What runs on a machine of one's own costs nothing by the token; the cloud is paid by plan, which nobody tells. */
export const costOf = ({ remote_host: remote }: WireChunk, model: string, isCloud: boolean): Cost | undefined =>
  isCloud || remote !== undefined || /[:-]cloud$/.test(model) ? undefined : { usd: 0, source: 'reported' }

function callOf({ id, function: called }: WireCall, at: number): ToolCallPart {
  const { name, arguments: input } = called
  const parsed = typeof input === 'string' ? parseToolInput(input) : { input: (input ?? {}) as Json }
  return { type: 'tool-call', id: id ?? `call_${at}`, name, ...parsed }
}

/** Reads the lines of a chat, or of a completion, whose text stands beside the message. */
export function reader(context: Context, reply: ReplyContext, isCloud: boolean): Reader<WireChunk> {
  const part = partIndex()
  let started = false
  let calls = 0
  return {
    read(chunk) {
      if (chunk.error !== undefined) throw reply.error(chunk)
      const events: ChatEvent[] = []
      if (!started) events.push({ type: 'start', ...(chunk.model !== undefined && { model: chunk.model }) })
      started = true
      const { message, logprobs } = chunk
      const thinking = message?.thinking ?? chunk.thinking
      const text = message?.content ?? chunk.response
      if (thinking) events.push({ type: 'reasoning-delta', index: part('thinking'), text: thinking })
      if (text)
        events.push({
          type: 'text-delta',
          index: part('text'),
          text,
          ...(logprobs && { logprobs: toLogprobs(logprobs) }),
        })
      for (const call of message?.tool_calls ?? []) {
        events.push({ type: 'part', index: part('call', `${calls}`), part: callOf(call, calls) })
        calls++
      }
      if (!chunk.done) return events
      const raw = chunk.done_reason
      const usage = readUsage(chunk)
      const cost = costOf(chunk, context.target.model, isCloud)
      events.push({
        type: 'finish',
        // Calls end with `stop`, too.
        reason: calls > 0 ? 'tool-calls' : (reasons[raw ?? 'stop'] ?? 'other'),
        ...(raw !== undefined && { raw }),
        ...(usage && { usage }),
        ...(cost && { cost }),
      })
      return events
    },
    end: () => [],
  }
}
