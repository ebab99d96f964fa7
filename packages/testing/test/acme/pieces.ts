import { llmError } from '@llmrr/core'
import type {
  ChatEvent,
  Context,
  ErrorCode,
  FinishEvent,
  LLMError,
  Part,
  ResolvedChatRequest,
  Usage,
} from '@llmrr/core'
import type { AcmeBlock, AcmeChunk, AcmeReply, AcmeUsage } from './wire.ts'

/** Where the adapter's way of doing things stands, one function for each matter, so that a mutant can change one. */
export interface Pieces {
  toBody(request: ResolvedChatRequest, context: Context): Record<string, unknown>
  toBlock(part: Part, provider: string): AcmeBlock | undefined
  send(url: string, init: RequestInit, context: Context): Promise<Response>
  toError(
    status: number | undefined,
    trouble: { code?: string; message?: string },
    headers: Headers,
    context: Context,
  ): LLMError
  decode(): { feed(bytes: Uint8Array): readonly AcmeChunk[]; end(): readonly AcmeChunk[] }
  unfold(reply: AcmeReply): readonly AcmeChunk[]
  usage(usage: AcmeUsage): Usage
  reader(
    context: Context,
    trouble: (chunk: { code: string; message: string }) => LLMError,
    pieces: Pieces,
  ): { read(chunk: AcmeChunk): readonly ChatEvent[]; end(): readonly ChatEvent[] }
}

const reasons: Readonly<Record<string, FinishEvent['reason']>> = { done: 'stop', full: 'length', call: 'tool-calls' }
const codes: Readonly<Record<string, ErrorCode>> = {
  bad_key: 'auth',
  too_busy: 'overloaded',
  too_many: 'rate-limit',
  too_long: 'context-length',
  no_model: 'not-found',
}
const byStatus: Readonly<Record<number, ErrorCode>> = {
  401: 'auth',
  403: 'permission',
  404: 'not-found',
  429: 'rate-limit',
  503: 'overloaded',
}

function waitOf(headers: Headers): number | undefined {
  const said = headers.get('retry-after')
  if (said === null) return undefined
  return /^\d+$/.test(said) ? Number(said) * 1000 : Date.parse(said) - Date.parse(headers.get('date') ?? '')
}

/** The adapter that keeps every law. */
export const pieces: Pieces = {
  toBody(request, context) {
    const { maxOutputTokens, temperature, stop, seed, tools, reasoning, user, output, messages } = request
    if (typeof reasoning === 'object' && reasoning.tokens !== undefined)
      context.warn('reasoning.tokens', 'Acme has no token budget for reasoning.')
    if (output?.strict === true) context.warn('output.strict', 'Acme does not hold answers to a schema exactly.')
    return {
      model: context.target.model,
      stream: context.stream,
      messages: messages.map(({ role, content }) => ({
        role,
        content: content.map((part) => this.toBlock(part, context.target.provider)).filter(Boolean),
      })),
      ...(maxOutputTokens !== undefined && { max_tokens: maxOutputTokens }),
      ...(temperature !== undefined && { temperature }),
      ...(stop && { stop }),
      ...(seed !== undefined && { seed }),
      ...(tools && { tools }),
      ...(reasoning !== undefined && { think: typeof reasoning === 'string' ? reasoning : reasoning.effort }),
      ...(user !== undefined && { user }),
      ...(output && { schema: output.schema }),
    }
  },
  toBlock(part, provider) {
    if (part.type === 'text') return { type: 'text', text: (part as { text: string }).text }
    if (part.type === 'tool-call') {
      const { id, name, input } = part as { id: string; name: string; input: unknown }
      return { type: 'call', id, name, input }
    }
    if (part.type === 'tool-result')
      return { type: 'result', id: (part as { id: string }).id, output: (part as { output: unknown }).output } as never
    const seal = part.state?.[provider]
    return part.type === 'reasoning' && seal !== undefined
      ? { type: 'thought', text: (part as { text: string }).text, seal: seal as string }
      : undefined
  },
  send: (url, init, context) => context.host.fetch(url, { ...init, signal: context.signal, redirect: 'manual' }),
  toError(status, { code = '' }, headers, context) {
    const word = /^[a-z_]{1,40}$/.test(code) ? code : undefined
    const meaning =
      codes[code] ?? byStatus[status ?? 0] ?? (status !== undefined && status < 500 ? 'invalid-request' : 'server')
    return llmError(meaning, `acme answered ${meaning}${word ? ` (${word})` : ''}.`, {
      status,
      rawCode: word,
      target: context.target,
      retryAfterMs: waitOf(headers),
    })
  },
  decode() {
    const text = new TextDecoder()
    let held = ''
    const cut = (all: boolean): AcmeChunk[] => {
      const blocks = held.replaceAll(/\r\n/g, '\n').split('\n\n')
      held = all ? '' : (blocks.pop() ?? '')
      return blocks.flatMap((block) =>
        block
          .split('\n')
          .filter((line) => line.startsWith('data:'))
          .map((line) => parse(line.slice(5).trim())),
      )
    }
    return {
      feed(bytes) {
        held += text.decode(bytes, { stream: true })
        return cut(false)
      },
      end: () => cut(true),
    }
  },
  unfold(reply) {
    const chunks: AcmeChunk[] = [{ type: 'begin', id: reply.id, model: reply.model }]
    for (const block of reply.content) {
      if (block.type === 'thought')
        chunks.push({ type: 'thought', text: block.text }, { type: 'seal', seal: block.seal })
      else if (block.type === 'text') chunks.push(block)
      else
        chunks.push(
          { type: 'call', id: block.id, name: block.name },
          { type: 'call_input', id: block.id, json: JSON.stringify(block.input) },
        )
    }
    return [...chunks, { type: 'end', why: reply.why, usage: reply.usage }]
  },
  usage: ({ prompt, cached, answer, thought }) => ({
    input: prompt - cached,
    cacheRead: cached,
    output: answer - thought,
    reasoning: thought,
  }),
  reader(context, trouble, own) {
    const places = new Map<string, number>()
    const place = (key: string): number => places.get(key) ?? places.set(key, places.size).size - 1
    const calls = new Map<string, { name: string; json: string }>()
    let thought = ''
    return {
      read(chunk) {
        switch (chunk.type) {
          case 'begin':
            return [{ type: 'start', id: chunk.id, model: chunk.model }]
          case 'thought':
            thought += chunk.text
            return [{ type: 'reasoning-delta', index: place('thought'), text: chunk.text }]
          case 'seal':
            return [
              {
                type: 'part',
                index: place('thought'),
                part: { type: 'reasoning', text: thought, state: { [context.target.provider]: chunk.seal } },
              },
            ]
          case 'text':
            return [{ type: 'text-delta', index: place('text'), text: chunk.text }]
          case 'call':
            calls.set(chunk.id, { name: chunk.name, json: '' })
            return [{ type: 'tool-call-delta', index: place(chunk.id), id: chunk.id, name: chunk.name, input: '' }]
          case 'call_input': {
            const call = calls.get(chunk.id)!
            call.json += chunk.json
            return [
              { type: 'tool-call-delta', index: place(chunk.id), id: chunk.id, name: call.name, input: chunk.json },
            ]
          }
          case 'trouble':
            throw trouble(chunk)
          case 'end': {
            const parts = [...calls].map(([id, { name, json }]): ChatEvent => ({
              type: 'part',
              index: place(id),
              part: { type: 'tool-call', id, name, input: JSON.parse(json) },
            }))
            return [
              ...parts,
              { type: 'finish', reason: reasons[chunk.why] ?? 'other', raw: chunk.why, usage: own.usage(chunk.usage) },
            ]
          }
          default:
            return []
        }
      },
      end: () => [],
    }
  },
}

function parse(text: string): AcmeChunk {
  try {
    return JSON.parse(text) as AcmeChunk
  } catch {
    throw llmError('bad-response', `acme sent a unit that is not JSON (${text.length} characters).`)
  }
}
