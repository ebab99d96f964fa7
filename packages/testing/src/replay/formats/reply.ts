import { answerJson, answerText, isStream, streamUnits } from '../recording.ts'
import { codesFor } from '../error-codes.ts'
import type { Bag } from './request.ts'
import type { Facts } from '../format.ts'
import type { Recording } from '../recording.ts'

/** The units of a stream, or the one reply. */
export const unitsOf = (recording: Recording): readonly Bag[] =>
  isStream(recording) ? streamUnits(recording) : [answerJson(recording) ?? {}]

/** What a failure says, with the status that it came with, if any. */
export const failed = (recording: Recording, trouble: unknown): Facts => ({
  failed: codesFor(recording.status >= 400 ? recording.status : undefined, trouble ?? answerText(recording)),
})

/** Arguments as data; what is not JSON as it is. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text || '{}')
  } catch {
    return { invalid: text }
  }
}

/** Texts in one. */
export const joined = (bags: readonly Bag[], read: (bag: Bag) => unknown): string =>
  bags.map((bag) => read(bag) ?? '').join('')
