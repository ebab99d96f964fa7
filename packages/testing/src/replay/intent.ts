import { prepare, run } from '../laws/call.ts'
import { gather } from '../laws/gather.ts'
import type { Message, Part, Provider } from '@llmrr/core'
import type { Fixture } from '../laws/fixture.ts'
import type { ChatIntent, Format, Intent, OpaqueMessage } from './format.ts'

/** A target's model and options. */
export interface ReplayTarget {
  readonly model: string
  readonly options: Readonly<Record<string, unknown>>
}

/** A call as the laws make it. */
export const asFixture = (format: Format, target: ReplayTarget, request: unknown): Fixture =>
  ({
    name: format.name,
    capability: format.capability,
    ...(format.call && { call: format.call }),
    ...target,
    request,
    exchanges: [],
  }) as never

/** The intent as our request: earlier answers are read by the adapter itself, as in the conversation that led here. */
export async function toRequest(
  intent: Intent,
  format: Format,
  provider: Provider,
  target: ReplayTarget,
): Promise<unknown> {
  const request = intent.request as Partial<ChatIntent>
  if (!request.messages || format.call !== undefined) return owned(intent.request, provider.id)
  const messages: Message[] = []
  for (const message of request.messages)
    messages.push(
      'wire' in message ? { role: 'assistant', content: await answered(message, format, provider, target) } : message,
    )
  const tied = tieCalls(messages)
  return owned({ ...request, messages: tied }, provider.id)
}

/** The parts of an earlier answer. */
async function answered(
  message: OpaqueMessage & { readonly wire: readonly unknown[] },
  format: Format,
  provider: Provider,
  target: ReplayTarget,
): Promise<readonly Part[]> {
  const bytes = new TextEncoder().encode(JSON.stringify(format.answer!(message.wire)))
  const reading = { ...asFixture(format, target, { prompt: 'Hello' }), capability: 'chat' as const }
  const call = prepare(
    provider,
    reading,
    [{ status: 200, headers: { 'content-type': 'application/json' }, pieces: [bytes] }],
    { stream: false },
  )
  const { events, error } = await run(call)
  if (error !== undefined) throw error
  return gather(events).parts
}

/** Results are named after the calls that the adapter has read. */
function tieCalls(messages: readonly Message[]): readonly Message[] {
  const names = new Map<string, string>()
  return messages.map((message) => {
    if (typeof message.content === 'string') return message
    const content = message.content.map((part) => {
      const { type, id, name } = part as { type: string; id: string; name: string }
      if (type === 'tool-call') names.set(id, name)
      return type === 'tool-result' && name === 'tool' ? ({ ...part, name: names.get(id) ?? name } as Part) : part
    })
    return { ...message, content }
  })
}

/** Files belong to the provider that is asked. */
function owned<T>(value: T, provider: string): T {
  if (Array.isArray(value)) return value.map((one) => owned(one, provider)) as T
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [
      name,
      name === 'provider' && field === '' ? provider : owned(field as unknown, provider),
    ]),
  ) as T
}

const camel = (name: string): string => name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase())

/**
 * Options for what our request has no word for: the provider's own option where it has one of that name and takes the
 * value, else the raw hatch, with the field as it was recorded.
 */
export async function optionsFor(
  rest: Intent['rest'] = {},
  sent: Readonly<Record<string, unknown>>,
  provider: Provider,
  base: Readonly<Record<string, unknown>> = {},
): Promise<{ options: Record<string, unknown>; hatched: readonly string[] }> {
  const options: Record<string, unknown> = { ...base }
  const body: Record<string, unknown> = {}
  for (const [field, value] of Object.entries(rest)) {
    if (value === undefined || value === null) continue
    const trial = { ...options, [camel(field)]: value }
    const checked = await provider.options?.['~standard'].validate?.(trial)
    if (checked && !checked.issues) options[camel(field)] = value
    else if (sent[field] !== undefined) body[field] = sent[field]
  }
  return { options: { ...options, ...(Object.keys(body).length > 0 && { raw: { body } }) }, hatched: Object.keys(body) }
}
