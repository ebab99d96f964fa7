import { seedOf } from '../brain/chance.ts'
import { countTokens } from '../brain/tokens.ts'
import type { Loose } from '../http/loose.ts'
import { remember, type State } from '../state.ts'
import { factsOf } from './model.ts'

/** Tokens of a prompt by what the cache did with them. */
export interface Prompt {
  readonly input: number
  readonly read: number
  readonly write5m: number
  readonly write1h: number
}

interface Block {
  readonly tokens: number
  readonly key: string
  readonly ttl: '5m' | '1h' | undefined
}

const minutes = { '5m': 5, '1h': 60 } as const
const lookback = 20

/** Counts a prompt: what was warm, what is written now and for how long, and the rest. Warms what it writes. */
export function countPrompt(state: State, body: Loose): Prompt {
  const blocks = blocksOf(body)
  const total = blocks.reduce((sum, { tokens }) => sum + tokens, 0) + 3
  const last = blocks.findLastIndex(({ ttl }) => ttl !== undefined)
  const upTo = (end: number): number => blocks.slice(0, end + 1).reduce((sum, { tokens }) => sum + tokens, 0)
  if (last < 0 || upTo(last) < factsOf(body.model).cacheFrom) return { input: total, read: 0, write5m: 0, write1h: 0 }
  const now = state.now()
  const marks = [...blocks.keys()].filter((i) => blocks[i]!.ttl !== undefined)
  const warm = blocks.findLastIndex(
    ({ key }, i) => marks.some((mark) => i <= mark && mark - i <= lookback) && (state.prefixes.get(key) ?? 0) > now,
  )
  const writes = { '5m': 0, '1h': 0 }
  let from = warm
  for (const mark of marks) {
    const { key, ttl } = blocks[mark]!
    if (mark > from) {
      writes[ttl!] += upTo(mark) - upTo(from)
      from = mark
    }
    remember(state.prefixes, key, now + minutes[ttl!] * 60_000, 20_000)
  }
  return { input: total - upTo(last), read: upTo(warm), write5m: writes['5m'], write1h: writes['1h'] }
}

// The order in which the service reads a prompt: tools, system, messages.
function blocksOf({ model, tools, system, messages, cache_control: whole }: Loose): Block[] {
  const parts: Loose[] = [
    ...(tools ?? []),
    ...(typeof system === 'string' ? [{ type: 'text', text: system }] : (system ?? [])),
    ...messages.flatMap(({ role, content }: Loose) =>
      (typeof content === 'string' ? [{ type: 'text', text: content }] : content).map((block: Loose) => ({
        role,
        ...block,
      })),
    ),
  ]
  let chain = `blocks:${model}`
  return parts.map((part, i) => {
    const { cache_control: own, ...rest } = part
    const mark = own ?? (i === parts.length - 1 ? whole : undefined)
    const text = JSON.stringify(rest)
    chain = `blocks:${seedOf(chain + text)}:${i}`
    return { tokens: tokensOf(rest, text), key: chain, ttl: mark ? (mark.ttl ?? '5m') : undefined }
  })
}

// Pictures and PDF files count by what they show, not by their bytes.
function tokensOf({ type, source, text: said }: Loose, text: string): number {
  if (type === 'text') return countTokens(said) + 4
  return (type === 'image' || type === 'document') && source.type !== 'text' && source.type !== 'content'
    ? 1500
    : countTokens(text) + 4
}
