import type { Loose } from '../http/loose.ts'

/** What a model is for. */
export type Kind = 'text' | 'image' | 'speech' | 'transcript' | 'embedding' | 'video'

const byName: readonly (readonly [name: RegExp, kind: Kind])[] = [
  [/embed|mpnet|\bbge\b/u, 'embedding'],
  [/video|\bveo|\bwan\b/u, 'video'],
  [/tts|speech|kokoro/u, 'speech'],
  [/whisper|transcri/u, 'transcript'],
  [/flux|diffusion|sdxl|image|ideogram/u, 'image'],
]

/** What a model is for, told from its name, or for a version without one from its input. */
export const kindOf = (name: string, input: Loose = {}): Kind =>
  byName.find(([pattern]) => pattern.test(name))?.[1] ??
  (input.audio === undefined ? (input.text === undefined ? 'text' : 'speech') : 'transcript')

/** The input of a kind of model: names of its fields with their types. The first one is required. */
export const inputs: Readonly<Record<Kind, Readonly<Record<string, string>>>> = {
  text: {
    prompt: 'string',
    system_prompt: 'string',
    max_tokens: 'integer',
    temperature: 'number',
    top_p: 'number',
    top_k: 'integer',
    seed: 'integer',
    stop_sequences: 'string',
    presence_penalty: 'number',
    frequency_penalty: 'number',
    image: 'string',
  },
  image: {
    prompt: 'string',
    aspect_ratio: 'string',
    num_outputs: 'integer',
    seed: 'integer',
    output_format: 'string',
    image: 'string',
    mask: 'string',
    negative_prompt: 'string',
    num_inference_steps: 'integer',
    guidance_scale: 'number',
    width: 'integer',
    height: 'integer',
  },
  speech: { text: 'string', voice: 'string', speed: 'number', language: 'string' },
  transcript: { audio: 'string', language: 'string', initial_prompt: 'string', temperature: 'number' },
  embedding: { text: 'string', text_batch: 'string' },
  video: { prompt: 'string', duration: 'integer', aspect_ratio: 'string', image: 'string', seed: 'integer' },
}

const file = { type: 'string', format: 'uri' }

/** What a kind of model gives. */
export const outputs: Readonly<Record<Kind, Loose>> = {
  text: {
    type: 'array',
    items: { type: 'string' },
    'x-cog-array-type': 'iterator',
    'x-cog-array-display': 'concatenate',
  },
  image: { type: 'array', items: file },
  speech: file,
  transcript: { type: 'object' },
  embedding: { type: 'array', items: { type: 'object' } },
  video: file,
}
