import { imageOf, speechOf, vectorOf } from '../brain/media.ts'
import { promptTokens } from '../brain/tokens.ts'
import type { Ask, AskMessage } from '../brain/types.ts'
import type { Loose } from '../http/loose.ts'
import type { Call } from '../service.ts'
import { kindOf } from './kinds.ts'

/** What a run of a model comes to. */
export interface Work {
  /** The output as it grows: a stream sends each piece. */
  readonly pieces: readonly string[]
  readonly output: Loose
  readonly metrics: Loose
  /** Files that the output points to, by name. */
  readonly files: Readonly<Record<string, { readonly bytes: Buffer; readonly type: string }>>
}

/** A run as it is told of, and what is behind it. */
export interface Stored {
  readonly facts: Loose
  readonly work: Work
}

const vectorLength = 16

/** Runs a model. `folder` is where its files can be fetched. */
export function workOf(call: Call, name: string, input: Loose, isOfficial: boolean, folder: string): Work {
  const kind = kindOf(name, input)
  const seconds = { predict_time: 0.25, total_time: 0.5 }
  const pointing = (files: Work['files'], several: boolean): Work => {
    const urls = Object.keys(files).map((file) => `${folder}/${file}`)
    return { pieces: urls, output: several ? urls : urls[0], metrics: seconds, files }
  }
  switch (kind) {
    case 'image': {
      const format = input.output_format ?? 'webp'
      const type = format === 'jpg' ? 'jpeg' : format
      const numbers = Array.from({ length: input.num_outputs ?? 1 }, (_, at) => at)
      return pointing(
        Object.fromEntries(
          numbers.map((at) => [
            `out-${at}.${format}`,
            { bytes: imageOf(type, `${input.prompt} ${at}`), type: `image/${type}` },
          ]),
        ),
        true,
      )
    }
    case 'video':
      return pointing({ 'out.mp4': { bytes: Buffer.from('\0\0\0\u0018ftypmp42'), type: 'video/mp4' } }, false)
    case 'speech':
      return pointing({ 'output.wav': { bytes: speechOf('wav', input.text), type: 'audio/wav' } }, false)
    case 'embedding': {
      const texts: string[] = input.text_batch === undefined ? [input.text] : JSON.parse(input.text_batch)
      const output = texts.map((text) => ({ embedding: [...vectorOf(text, vectorLength)] }))
      return { pieces: [], output, metrics: seconds, files: {} }
    }
    case 'transcript': {
      const text = call.think(askOf(call, name, { prompt: 'A recording' })).text.join('')
      const output = { text, segments: [{ start: 0, end: 1, text }], detected_language: input.language ?? 'en' }
      return { pieces: [], output, metrics: seconds, files: {} }
    }
    default: {
      const ask = askOf(call, name, input)
      const { text, tokens, usage } = call.think(ask)
      const counts = {
        input_token_count: usage?.input ?? promptTokens(ask),
        output_token_count: usage?.output ?? tokens.output,
      }
      return { pieces: text, output: text, metrics: { ...seconds, ...(isOfficial && counts) }, files: {} }
    }
  }
}

/** An input of a model of language in the brain's words. */
function askOf({ service }: Call, name: string, input: Loose): Ask {
  const { prompt = '', messages, system_prompt: system = '', stop_sequences: stop } = input
  const image = [input.image, input.image_input].flat().filter(Boolean)
  const turns: AskMessage[] = (messages ?? [{ role: 'user', content: prompt }])
    .filter(({ role }: Loose) => role !== 'system')
    .map(({ role, content }: Loose) => ({ role, text: String(content), media: image.map(() => 'image') }))
  return {
    service: service.slug,
    model: name,
    system,
    messages: turns,
    tools: [],
    toolChoice: 'none',
    parallel: false,
    reasoning: false,
    maxTokens: input.max_tokens ?? input.max_completion_tokens ?? input.max_new_tokens,
    stop: stop ? String(stop).split(',') : [],
    serverTools: [],
    documents: [],
  }
}
