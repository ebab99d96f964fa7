import type { ChatEvent, Part, StartEvent, FinishEvent, TokenLogprob } from '@llmrr/core'

/** What a list of chat events amounts to, however badly they keep the rules: each law complains of its own matter only. */
export interface Gathered {
  readonly text: string
  readonly parts: readonly Part[]
  readonly toolCalls: readonly Part[]
  readonly finishReason?: string
  readonly rawFinishReason?: string
  readonly usage?: FinishEvent['usage']
  readonly logprobs?: readonly TokenLogprob[]
  readonly [fact: string]: unknown
}

/** Folds chat events without judging them: gaps are closed, a tool call without its `part` is built from its deltas. */
export function gather(events: readonly ChatEvent[]): Gathered {
  const slots = new Map<number, { kind: string; text: string; id: string; name: string; part?: Part }>()
  const logprobs: TokenLogprob[] = []
  const facts: Record<string, unknown> = {}
  for (const event of events as readonly (ChatEvent & Record<string, unknown>)[]) {
    if (event.type === 'start') Object.assign(facts, rest(event as unknown as StartEvent))
    if (event.type === 'finish') {
      const { reason, raw, ...end } = rest(event as unknown as FinishEvent) as Record<string, unknown>
      Object.assign(facts, { finishReason: reason, ...(raw !== undefined && { rawFinishReason: raw }) }, end)
    }
    if (typeof event['index'] !== 'number') continue
    const index = event['index']
    const slot = slots.get(index) ?? { kind: event.type, text: '', id: '', name: '' }
    slots.set(index, slot)
    if (event.type === 'part') slot.part = event['part'] as Part
    else slot.text += String(event['text'] ?? event['input'] ?? '')
    slot.id ||= String(event['id'] ?? '')
    slot.name ||= String(event['name'] ?? '')
    if (Array.isArray(event['logprobs'])) logprobs.push(...(event['logprobs'] as TokenLogprob[]))
  }
  const parts = [...slots.entries()]
    .toSorted(([a], [b]) => a - b)
    .map(([, slot]) => slot.part ?? built(slot))
    .filter((part) => !isEmpty(part))
  return {
    text: parts.map((part) => (part.type === 'text' ? (part as { text: string }).text : '')).join(''),
    parts,
    toolCalls: parts.filter((part) => part.type === 'tool-call' && !('by' in part)),
    ...facts,
    ...(logprobs.length > 0 && { logprobs }),
  }
}

const rest = ({ type: _, ...fields }: StartEvent | FinishEvent): object => fields

function built({ kind, text, id, name }: { kind: string; text: string; id: string; name: string }): Part {
  if (kind === 'text-delta') return { type: 'text', text }
  if (kind === 'reasoning-delta') return { type: 'reasoning', text }
  try {
    return { type: 'tool-call', id, name, input: JSON.parse(text || '{}') }
  } catch {
    return { type: 'tool-call', id, name, input: null, invalid: text }
  }
}

const isEmpty = (part: Part): boolean =>
  (part.type === 'text' || part.type === 'reasoning') && (part as { text: string }).text === '' && !part.state

/** The same data without the `state` of parts and without fields that are `undefined`. */
export function withoutState<T>(value: T): T {
  return JSON.parse(
    JSON.stringify(value, (key, field: unknown) => (key === 'state' ? undefined : field)) ?? 'null',
  ) as T
}
