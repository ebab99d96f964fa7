import { createHmac } from 'node:crypto'

// Fixed, so that what one emulator sealed another opens, as two machines of one service do.
const secret = 'llmrr-emulator'

const macOf = (scope: string, text: string): string =>
  createHmac('sha256', `${secret}:${scope}`).update(text).digest('base64url').slice(0, 22)

/** An opaque text that only the same scope opens again, and only unchanged. */
export function seal(scope: string, text: string, prefix: string): string {
  return `${prefix}${macOf(scope, text)}${Buffer.from(text).toString('base64url')}`
}

/** The text that was sealed, or `undefined` for anything else. */
export function unseal(scope: string, sealed: unknown, prefix: string): string | undefined {
  if (typeof sealed !== 'string' || !sealed.startsWith(prefix)) return undefined
  const text = Buffer.from(sealed.slice(prefix.length + 22), 'base64url').toString()
  // Sealed again and compared whole: base64 has more than one spelling.
  return seal(scope, text, prefix) === sealed ? text : undefined
}
