import { chatHandler } from '@llmrr/provider-kit'
import { asTask, parametersOf } from './place.ts'
import type { ChatEvent, CompleteRequest, FinishReason, Handler, Usage } from '@llmrr/core'
import type { Http, Reader, ReplyContext } from '@llmrr/provider-kit'
import type { TaskPath } from './place.ts'

interface WireDetails {
  readonly finish_reason?: string
  readonly generated_tokens?: number
  readonly prefill?: readonly unknown[] | null
  /** In the last chunk of a stream, where the server counts the prompt. */
  readonly input_length?: number
}

/** A unit of a stream: a token, and with the last one the whole text and its details. A reply has the latter alone. */
interface WireChunk {
  readonly token?: { readonly text: string; readonly special?: boolean } | null
  readonly generated_text?: string | null
  readonly details?: WireDetails | null
  readonly error?: unknown
}

const reasons: Readonly<Record<string, FinishReason>> = { length: 'length', eos_token: 'stop', stop_sequence: 'stop' }

const none: readonly ChatEvent[] = []

function usageOf(details: WireDetails | null | undefined): Usage | undefined {
  const output = details?.generated_tokens
  const input = details?.input_length ?? (details?.prefill?.length || undefined)
  if (input === undefined && output === undefined) return undefined
  return { ...(input !== undefined && { input }), ...(output !== undefined && { output }) }
}

/** Reads the text generation of text-generation-inference and of Hugging Face's own task. */
function generationReader(reply: ReplyContext): Reader<WireChunk> {
  let started = false
  return {
    read(chunk) {
      const { token, generated_text: whole, details } = chunk
      if (chunk.error) throw reply.error(chunk)
      const events: ChatEvent[] = []
      if (!started) events.push({ type: 'start' })
      started = true
      const text = token ? (token.special ? '' : token.text) : (whole ?? '')
      if (text !== '') events.push({ type: 'text-delta', index: 0, text })
      if (typeof whole !== 'string') return events.length > 0 ? events : none
      const raw = details?.finish_reason
      const usage = usageOf(details)
      events.push({
        type: 'finish',
        reason: raw === undefined ? 'stop' : (reasons[raw] ?? 'other'),
        ...(raw !== undefined && { raw }),
        ...(usage && { usage }),
      })
      return events
    },
    end: () => none,
  }
}

/** Text completion as Hugging Face's task `text-generation`, also of a dedicated endpoint that runs text-generation-inference. */
export const taskComplete = (http: Http, taskPath: TaskPath): Handler<'complete'> =>
  chatHandler<WireChunk, WireChunk | readonly WireChunk[], CompleteRequest>(http, {
    params: ['prompt', 'maxOutputTokens', 'temperature', 'topP', 'stop', 'seed', 'frequencyPenalty', 'raw'],
    toRequest(request, given) {
      const context = asTask('complete', given)
      const { prompt, maxOutputTokens, temperature, topP, stop, seed, frequencyPenalty } = request
      const own = {
        max_new_tokens: maxOutputTokens,
        temperature,
        top_p: topP,
        stop,
        seed,
        frequency_penalty: frequencyPenalty,
        return_full_text: false,
        // Without them neither the reason of the end nor any count is told.
        details: true,
      }
      const body = { inputs: prompt, parameters: parametersOf(own, context), ...(context.stream && { stream: true }) }
      return { path: taskPath(context.target.model), body }
    },
    // A list of one at the router, an object at `/generate`.
    unfold: (reply) => [reply].flat(),
    reader: (_context, reply) => generationReader(reply),
  }) as Handler<'complete'>
