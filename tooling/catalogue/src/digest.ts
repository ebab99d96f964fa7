import { createHash } from 'node:crypto'

/** A short fingerprint: tells whether a text is the one it was. */
export const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16)
