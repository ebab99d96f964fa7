import { imageOf, relevanceOf, secondsOf, speechOf } from '../brain/media.ts'
import { isUnknownModel } from '../family/member.ts'
import type { Loose } from '../http/loose.ts'
import { a, inspect, type Fields } from '../http/shape.ts'
import { refuse, type Call, type Reply } from '../service.ts'
import { cloudflareWords } from './words.ts'

const enveloped = (result: Loose): Reply => ({ json: { result, success: true, errors: [], messages: [] } })

interface Task {
  readonly at: RegExp
  /** Absent: the body is bytes. */
  readonly fields?: Fields
  run(call: Call): Reply
}

const prompt = { type: 'string', required: true } as const

const tasks: readonly Task[] = [
  {
    at: /reranker/u,
    fields: { query: prompt, contexts: { type: 'array', required: true, fields: { text: prompt } }, top_k: a.integer },
    run({ body: { query, contexts, top_k: most } }) {
      const scores = contexts.map(({ text }: Loose, id: number) => ({ id, score: relevanceOf(query, text) }))
      const best = scores.toSorted((one: Loose, other: Loose) => other.score - one.score)
      return enveloped({ response: best.slice(0, most ?? best.length) })
    },
  },
  {
    at: /flux/u,
    fields: {
      prompt,
      steps: { type: 'integer', min: 1, max: 8 },
      seed: a.integer,
      width: a.integer,
      height: a.integer,
    },
    run: ({ body }) => enveloped({ image: imageOf('jpeg', body.prompt).toString('base64') }),
  },
  {
    at: /stable-diffusion|dreamshaper|leonardo/u,
    fields: {
      prompt,
      negative_prompt: a.string,
      width: a.integer,
      height: a.integer,
      image: a.array,
      mask: a.array,
      num_steps: { type: 'integer', min: 1, max: 20 },
      guidance: a.number,
      strength: { type: 'number', min: 0, max: 1 },
      seed: a.integer,
    },
    run: ({ body }) => ({ bytes: imageOf('png', body.prompt), type: 'image/png' }),
  },
  {
    at: /deepgram\/aura/u,
    fields: { text: prompt, speaker: a.string, encoding: a.string, container: a.string, sample_rate: a.integer },
    run: ({ body }) =>
      body.container === 'wav'
        ? { bytes: speechOf('wav', body.text), type: 'audio/wav' }
        : { bytes: speechOf('mp3', body.text), type: 'audio/mpeg' },
  },
  {
    at: /melotts/u,
    fields: { prompt, lang: a.string },
    run: ({ body }) => enveloped({ audio: speechOf('mp3', body.prompt).toString('base64') }),
  },
  {
    at: /whisper.*turbo/u,
    fields: { audio: prompt, language: a.string, initial_prompt: a.string, task: a.string, vad_filter: a.boolean },
    run: ({ body }) => enveloped(heard(Buffer.from(body.audio, 'base64'))),
  },
  { at: /whisper/u, run: ({ raw }) => enveloped(heard(raw)) },
]

function heard(bytes: Uint8Array): Loose {
  const duration = secondsOf(Buffer.from(bytes))
  const text = `The emulator heard ${bytes.length} bytes.`
  return {
    transcription_info: { language: 'en', language_probability: 1, duration },
    text,
    word_count: text.split(' ').length,
    segments: [{ start: 0, end: duration, text }],
  }
}

/** `POST /run/{model}`: the tasks beside chat. */
export function run(call: Call): Reply {
  const model = call.path.slice(call.path.indexOf('/run/') + '/run/'.length)
  const task = tasks.find(({ at }) => at.test(model))
  if (!task || isUnknownModel(model)) return refuse(cloudflareWords.unknownModel(model))
  const problem = task.fields && inspect(call.body, task.fields)
  if (problem) refuse(cloudflareWords.problem(problem))
  return task.run(call)
}
