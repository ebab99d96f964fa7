import { fromBase64, toBase64 } from '../../media.ts'
import type { Context, MediaPart } from '@llmrr/core'
import type { WireDelta } from './wire.ts'

const mediaTypes: Readonly<Record<string, string>> = { mp3: 'audio/mpeg', pcm16: 'audio/pcm', wav: 'audio/wav' }

function joined(pieces: readonly string[]): string {
  if (pieces.length === 1) return pieces[0]!
  const bytes = pieces.map(fromBase64)
  const whole = new Uint8Array(bytes.reduce((size, { length }) => size + length, 0))
  let at = 0
  for (const piece of bytes) {
    whole.set(piece, at)
    at += piece.length
  }
  return toBase64(whole)
}

/** Spoken answers. The service keeps them for some hours, and takes them back by their id. */
export function audioReader(context: Context) {
  const pieces: string[] = []
  let transcript = ''
  let id: string | undefined
  return {
    read(audio: NonNullable<WireDelta['audio']>): void {
      if (audio.data) pieces.push(audio.data)
      transcript += audio.transcript ?? ''
      id = audio.id ?? id
    },
    part(): MediaPart {
      const asked = context.target.options?.['audio'] as { readonly format?: string } | undefined
      const format = asked?.format ?? 'wav'
      return {
        type: 'media',
        mediaType: mediaTypes[format] ?? `audio/${format}`,
        data: joined(pieces),
        ...(transcript !== '' && { transcript }),
        ...(id !== undefined && { state: { [context.target.provider]: { audio: id } } }),
      }
    },
  }
}
