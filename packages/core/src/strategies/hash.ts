import type { ResolvedChatRequest } from '../chat.ts'
import type { StrategyContext } from '../call.ts'

/** Spreads a text evenly over 0 (exclusive) to 1 (FNV-1a, mixed once more). Not for secrets. */
export function fraction(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (((hash ^ (hash >>> 16)) >>> 0) + 0.5) / 2 ** 32
}

/** What tells conversations apart: the caller's word, the prompt cache's key, or how the conversation begins. */
export function sessionKey({ session, request }: StrategyContext): string {
  const { cache, messages = [], tools } = request as Partial<ResolvedChatRequest>
  const given = session ?? cache?.key
  if (given !== undefined) return given
  const beginning = ['system', 'user'].map((role) => messages.find((message) => message.role === role)?.content)
  return JSON.stringify([beginning, tools?.map(({ name }) => name)], (_, value: unknown) =>
    ArrayBuffer.isView(value) ? value.byteLength : value,
  )
}
