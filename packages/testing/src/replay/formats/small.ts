import { answerJson, pathOf } from '../recording.ts'
import { failed } from './reply.ts'
import { failure, toldBy, totalOf } from '../facts.ts'
import type { CapabilityName, MediaPart, Usage } from '@llmrr/core'
import type { Bag } from './request.ts'
import type { Facts, Format, Intent } from '../format.ts'
import type { Outcome } from '../../laws/call.ts'
import type { Recording } from '../recording.ts'

/** A format whose answers are read by a line each: what to look at in theirs, and in ours. */
export interface Small {
  readonly name: string
  readonly capability: CapabilityName
  readonly call?: string
  readonly only?: string
  readonly at: RegExp
  /** Whether it is of what the capability is for. */
  readonly takes?: (sent: Bag) => boolean
  readonly intent?: (sent: Bag, recording: Recording) => Intent
  readonly unrecorded?: unknown
  readonly fold?: (body: Bag) => Bag
  readonly earlier?: (recording: Recording) => readonly unknown[]
  readonly later?: (recording: Recording) => readonly unknown[]
  readonly theirs: (body: Bag, recording: Recording) => Facts
  readonly ours: (value: Bag) => Facts
}

/** Whether a recording is a POST to such a path. */
export const posts = (recording: Recording, at: RegExp): boolean =>
  recording.method === 'POST' && at.test(pathOf(recording))

/** Enough of a vector to tell it from others. */
export const rounded = (vector: readonly number[]): readonly number[] => [
  vector.length,
  ...vector.slice(0, 3).map((one) => Math.round(one * 1e5)),
]

/** Enough of base64 or an address to tell it from others. */
export const kept = (text: unknown): string => String(text ?? '').slice(0, 64)

/** The numbers in base64 of 32-bit floats. */
export const floats = (text: string): number[] => [
  ...new Float32Array(Uint8Array.from(Buffer.from(text, 'base64')).buffer),
]

/** The intent of a call on a job or a file: its id is what the pattern finds in the path. */
export const onId =
  (capability: string, at: RegExp) =>
  (_: Bag, recording: Recording): Intent => ({
    model: 'any',
    request: { provider: '', capability, model: 'any', id: decodeURIComponent(at.exec(pathOf(recording))![1]!) },
  })

/** The fields of a recorded form. */
export const fields = (sent: Bag): Bag =>
  Object.fromEntries(((sent['_multipart'] ?? []) as Bag[]).map(({ name, value, ...file }) => [name, value ?? file]))

/** A file of a form as media; of one that was not kept, a few bytes. */
export const aFile = (file: Bag | undefined, mediaType: string): MediaPart => ({
  type: 'media',
  mediaType:
    file?.['content_type']?.includes('/') && file['content_type'] !== 'application/octet-stream'
      ? file['content_type']
      : mediaType,
  data: file?.['base64'] ?? 'AAAA',
  ...(file?.['filename'] && { name: file['filename'] }),
})

/** The whole of a small format. */
export const smallFormat = ({ at, theirs, ours, intent, takes, unrecorded = {}, ...small }: Small): Format => ({
  ...small,
  matches: (recording) =>
    at.test(`${recording.method} ${pathOf(recording)}`) && (takes?.((recording.sent ?? {}) as Bag) ?? true),
  intent: intent ?? (() => ({ model: 'any', request: {} })),
  unrecorded,
  said: (recording) =>
    recording.status >= 400 ? failed(recording, answerJson(recording)) : theirs(answerJson(recording) ?? {}, recording),
  told: (outcome: Outcome) => {
    if (outcome.error !== undefined) return failure(outcome.error)
    const value = toldBy(small.capability, outcome)
    return { ...ours(value), total: totalOf(value['usage'] as Usage | undefined), requestId: value['requestId'] }
  },
})
