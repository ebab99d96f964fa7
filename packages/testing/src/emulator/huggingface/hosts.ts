import { embeddingsRoute } from '../family/embeddings.ts'
import type { Member } from '../family/member.ts'
import { speechRoute, type SpeechManner } from '../family/speech.ts'
import { transcriptionRoute, type TranscriptionManner } from '../family/transcription.ts'
import { a } from '../http/shape.ts'
import type { Route } from '../service.ts'
import { images } from '../together/images.ts'

const text = { type: 'string', required: true } as const

const speech: SpeechManner = {
  format: 'wav',
  fields: {
    model: text,
    input: text,
    voice: text,
    response_format: { type: 'string', values: ['mp3', 'wav', 'raw'] },
    speed: a.number,
  },
}

const transcription: TranscriptionManner = {
  fields: ['model', 'language', 'prompt', 'response_format', 'temperature', 'timestamp_granularities[]'],
  formats: ['json', 'verbose_json'],
  fileField: 'file',
  language: 'en',
}

/** Hosts in their own way: each has its routes below its name. */
export const hostRoutes = (member: Member): readonly Route[] => [
  { method: 'POST', path: '/together/v1/embeddings', handle: embeddingsRoute(member) },
  { method: 'POST', path: '/scaleway/v1/embeddings', handle: embeddingsRoute(member, { size: 4096 }) },
  { method: 'POST', path: '/together/v1/images/generations', handle: images },
  {
    method: 'POST',
    path: '/together/v1/audio/speech',
    handle: speechRoute(member, speech),
  },
  {
    method: 'POST',
    path: '/together/v1/audio/transcriptions',
    handle: transcriptionRoute(member, transcription, false),
  },
]
