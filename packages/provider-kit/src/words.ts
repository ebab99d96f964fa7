import type { Modality } from '@llmrr/core'

/** Our words for those of a service, each once and in their order; what the table lacks is left out. */
export const inOurWords = <T>(
  words: readonly string[] | undefined,
  table: Readonly<Record<string, T>>,
): readonly T[] => [...new Set((words ?? []).flatMap((word) => (Object.hasOwn(table, word) ? [table[word]!] : [])))]

/** What model lists call the modalities. */
export const modalities: Readonly<Record<string, Modality>> = {
  text: 'text',
  image: 'image',
  audio: 'audio',
  video: 'video',
  document: 'document',
  file: 'document',
  speech: 'audio',
  transcription: 'text',
}
