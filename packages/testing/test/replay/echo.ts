import { defineProvider, llmError } from '@llmrr/core'
import type { ChatEvent, Context, Provider, ResolvedChatRequest, TextPart } from '@llmrr/core'

/** What may be broken about the adapter of the replay's own test. */
export interface Breaks {
  readonly path?: string
  readonly body?: (body: Record<string, unknown>) => Record<string, unknown>
  readonly events?: (events: readonly ChatEvent[]) => readonly ChatEvent[]
  /** Reads the text of each piece by itself, as if no character were split. */
  readonly eager?: boolean
  readonly code?: 'server'
}

/** An adapter for Chat Completions that can do just enough for one recording. */
export function echo({
  path = '/v1/chat/completions',
  body: change = (body) => body,
  events: rewrite = (events) => events,
  eager = false,
  code,
}: Breaks = {}): Provider {
  async function* chat(request: ResolvedChatRequest, context: Context): AsyncGenerator<ChatEvent, void, void> {
    const messages = request.messages.map(({ role, content }) => ({
      role,
      content: content.map((part) => (part as TextPart).text).join(''),
    }))
    const body = change({
      model: context.target.model,
      messages,
      ...(request.temperature !== undefined && { temperature: request.temperature }),
      ...(context.stream && { stream: true }),
    })
    const response = await context.host.fetch(`https://echo.invalid${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: context.signal,
    })
    const requestId = response.headers.get('x-request-id') ?? undefined
    if (!response.ok) throw llmError(code ?? 'rate-limit', 'echo refused.', { status: response.status, requestId })
    const events: ChatEvent[] = [{ type: 'start', requestId }]
    for (const unit of unitsOf(await textOf(response, eager))) {
      const choice = unit.choices[0]
      const text = (choice?.delta ?? choice?.message)?.content
      if (text) events.push({ type: 'text-delta', index: 0, text })
      const usage = unit.usage && { input: unit.usage.prompt_tokens, output: unit.usage.completion_tokens }
      if (usage) events.push({ type: 'finish', reason: 'stop', usage })
    }
    yield* rewrite(events)
  }
  return defineProvider('echo', () => ({ chat }))() as Provider
}

async function textOf(response: Response, eager: boolean): Promise<string> {
  if (!eager) return response.text()
  let text = ''
  for await (const piece of response.body!) text += new TextDecoder().decode(piece)
  return text
}

interface Unit {
  readonly choices: readonly {
    readonly delta?: { readonly content?: string }
    readonly message?: { readonly content?: string }
  }[]
  readonly usage?: { readonly prompt_tokens: number; readonly completion_tokens: number }
}

function unitsOf(text: string): readonly Unit[] {
  if (text.startsWith('{')) return [JSON.parse(text) as Unit]
  return text
    .split('\n\n')
    .filter((block) => block.startsWith('data: {'))
    .map((block) => JSON.parse(block.slice(6)) as Unit)
}
