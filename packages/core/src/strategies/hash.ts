import type { ResolvedChatRequest } from '../chat.ts'
import type { StrategyContext } from '../call.ts'

/** FNV-1a of a text, or of more of it behind what gave `hash`. Not for secrets. */
export function hashOf(text: string, hash = 0x811c9dc5): number {
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return hash
}

/** Spreads a text evenly over 0 (exclusive) to 1: its hash, mixed once more. `start` is the hash of what stands before it. */
export function fraction(text: string, start?: number): number {
  let hash = hashOf(text, start)
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
