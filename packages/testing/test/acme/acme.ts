import { defineProvider, llmError } from '@llmrr/core'
import { pieces as correct } from './pieces.ts'
import type { ChatEvent, Context, Provider, RawRequest, ResolvedChatRequest } from '@llmrr/core'
import type { Pieces } from './pieces.ts'
import type { AcmeReply } from './wire.ts'

const params = ['maxOutputTokens', 'temperature', 'stop', 'seed', 'tools', 'reasoning', 'user', 'output']

/** The reference provider, or one that differs from it in the given pieces. */
export function acme(changed: Partial<Pieces> = {}): Provider {
  const pieces: Pieces = { ...correct, ...changed }

  async function* chat(request: ResolvedChatRequest, context: Context): AsyncGenerator<ChatEvent, void, void> {
    const key = context.host.env('ACME_API_KEY')
    if (!key) throw llmError('auth', 'There is no API key for acme: set ACME_API_KEY.', { target: context.target })
    const { body, headers, query } = (context.target.options?.raw ?? {}) as RawRequest
    const search = query ? `?${new URLSearchParams(query)}` : ''
    const response = await pieces.send(
      `https://api.acme.invalid/v1/chat${search}`,
      {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${key}`, ...headers },
        body: JSON.stringify({ ...pieces.toBody(request, context), ...body }),
      },
      context,
    )
    if (response.status >= 300) {
      const text = await response.text()
      if (response.status < 400)
        throw llmError('bad-response', 'acme answered with a redirect, which is not followed.', {
          target: context.target,
        })
      const trouble = text.startsWith('{') ? (JSON.parse(text) as { trouble: { code: string } }).trouble : {}
      throw pieces.toError(response.status, trouble, response.headers, context)
    }
    const trouble = (chunk: { code: string; message: string }) =>
      pieces.toError(undefined, chunk, response.headers, context)
    const reader = pieces.reader(context, trouble, pieces)
    const requestId = response.headers.get('x-request-id') ?? undefined
    if (!response.headers.get('content-type')?.includes('event-stream')) {
      const chunks = pieces.unfold(jsonOf(await response.text()))
      if (request.raw) yield { type: 'x-raw', data: chunks }
      for (const chunk of chunks)
        for (const event of reader.read(chunk)) yield event.type === 'start' ? { ...event, requestId } : event
      return
    }
    const body$ = response.body?.getReader()
    const decoder = pieces.decode()
    let finish: ChatEvent | undefined
    try {
      for (let open = body$ !== undefined; open;) {
        const { done, value } = await body$!.read()
        open = !done
        for (const chunk of value ? decoder.feed(value) : decoder.end()) {
          if (request.raw) yield { type: 'x-raw', data: chunk }
          for (const event of reader.read(chunk)) {
            if (event.type === 'finish') finish = event
            else yield event.type === 'start' ? { ...event, requestId } : event
          }
        }
      }
      for (const event of reader.end()) yield event
    } finally {
      // Rejects when the body has failed, which was thrown where it was read.
      await body$?.cancel().catch(() => {})
    }
    if (finish) yield finish
  }

  return defineProvider('acme', () => ({
    chat: Object.assign(chat, { params }),
    credentials: ['ACME_API_KEY'],
  }))() as Provider
}

function jsonOf(text: string): AcmeReply {
  try {
    return JSON.parse(text) as AcmeReply
  } catch {
    throw llmError('bad-response', 'acme answered 200 with a body that is not JSON.')
  }
}
