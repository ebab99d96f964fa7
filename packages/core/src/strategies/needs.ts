import type { Modality } from '../model-info.ts'
import type { Part } from '../parts.ts'

/** What a request asks of a model beyond text. */
export interface Needs {
  /** Characters of all texts. */
  readonly characters: number
  readonly modalities: readonly Modality[]
}

const modalityOf = (mediaType: string): Modality => {
  const kind = mediaType.slice(0, mediaType.indexOf('/'))
  return kind === 'image' || kind === 'audio' || kind === 'video' ? kind : 'document'
}

const found = new WeakMap<object, Needs>()

/** Looks through a resolved request, once per request. */
export function needsOf(request: object): Needs {
  const known = found.get(request)
  if (known) return known
  const modalities = new Set<Modality>()
  let characters = 0
  const read = (value: unknown): void => {
    if (typeof value === 'string') characters += value.length
    else if (Array.isArray(value)) value.forEach(read)
    else if (value && typeof value === 'object' && !ArrayBuffer.isView(value)) {
      const part = value as Part
      if (part.type === 'media') modalities.add(modalityOf(part.mediaType))
      else
        for (const [field, inner] of Object.entries(value)) if (field !== 'state' && field !== 'metadata') read(inner)
    }
  }
  read(request)
  const needs = { characters, modalities: [...modalities] }
  found.set(request, needs)
  return needs
}
