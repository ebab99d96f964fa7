import { imageOf, relevanceOf, secondsOf, speechOf, vectorOf } from '../brain/media.ts'
import { promptTokens } from '../brain/tokens.ts'
import type { Ask } from '../brain/types.ts'
import { isUnknownModel } from '../family/member.ts'
import type { Loose } from '../http/loose.ts'
import { a, inspect, type Fields } from '../http/shape.ts'
import { refuse, type Call, type Reply, type Route } from '../service.ts'
import { invalid, told } from './words.ts'

interface Task {
  /** What its models are called. */
  readonly at: RegExp
  /** Fields of the body; absent where it may be bytes. */
  readonly fields?: Fields
  run(call: Call, model: string): Reply
}

const text = { type: 'string', required: true } as const
const parameters = (fields: Fields): Fields['any'] => ({ type: 'object', fields })
const texts = { type: ['string', 'array'], required: true } as const
const listOf = (inputs: Loose): Loose[] => (Array.isArray(inputs) ? inputs : [inputs])

const picture = parameters({
  guidance_scale: a.number,
  height: a.integer,
  negative_prompt: a.string,
  num_inference_steps: { type: 'integer', min: 1 },
  prompt: a.string,
  scheduler: a.string,
  seed: a.integer,
  width: a.integer,
})

const generation: Fields = {
  adapter_id: a.string,
  best_of: a.integer,
  decoder_input_details: a.boolean,
  details: a.boolean,
  do_sample: a.boolean,
  frequency_penalty: a.number,
  grammar: a.object,
  max_new_tokens: { type: 'integer', min: 1 },
  repetition_penalty: a.number,
  return_full_text: a.boolean,
  seed: a.integer,
  stop: a.array,
  temperature: { type: 'number', min: 0 },
  top_k: a.integer,
  top_p: { type: 'number', min: 0, max: 1 },
  truncate: a.integer,
  typical_p: a.number,
  watermark: a.boolean,
}

/** Labels of a text, as sure of each as chance has it, likeliest first. */
const labelled = (labels: readonly string[], said: string): Loose[] =>
  labels.map((label) => ({ label, score: relevanceOf(label, said) })).toSorted((one, other) => other.score - one.score)

const tasks: readonly Task[] = [
  {
    at: /rerank/u,
    fields: { inputs: { type: 'array', required: true, fields: { text, text_pair: text } }, parameters: a.object },
    run: ({ body: { inputs } }) => ({
      json: inputs.map((pair: Loose) => ({ label: 'LABEL_0', score: relevanceOf(pair.text, pair.text_pair) })),
    }),
  },
  {
    at: /toxic|moderation|sst-2|sentiment/u,
    fields: { inputs: texts, parameters: parameters({ function_to_apply: a.string, top_k: a.integer }) },
    run: ({ body: { inputs } }) => ({
      json: listOf(inputs).map((one) => {
        const score = /\b(?:fool|idiot)\b/u.test(one) ? 0.97 : 0.01
        return [
          { label: 'toxic', score },
          { label: 'insult', score: score * 0.9 },
        ]
      }),
    }),
  },
  {
    at: /mnli|zero-?shot/u,
    fields: {
      inputs: text,
      parameters: {
        type: 'object',
        required: true,
        fields: {
          candidate_labels: { type: 'array', required: true },
          multi_label: a.boolean,
          hypothesis_template: a.string,
        },
      },
    },
    run: ({ body }) => ({ json: labelled(body.parameters.candidate_labels, body.inputs) }),
  },
  {
    at: /whisper|wav2vec/u,
    run({ body, raw }) {
      const problem =
        body &&
        inspect(body, {
          inputs: text,
          parameters: parameters({
            return_timestamps: { type: ['boolean', 'string'] },
            generation_parameters: a.object,
          }),
        })
      if (problem) refuse(invalid(problem))
      const bytes = body ? Buffer.from(body.inputs, 'base64') : Buffer.from(raw)
      const said = ` The emulator heard ${bytes.length} bytes.`
      const chunk = { text: said, timestamp: [0, secondsOf(bytes)] }
      return { json: { text: said, ...(body?.parameters?.return_timestamps && { chunks: [chunk] }) } }
    },
  },
  {
    at: /tts|vits|speech/u,
    fields: { inputs: text, parameters: a.object },
    run: ({ body }) => ({ bytes: speechOf('flac', body.inputs), type: 'audio/flac' }),
  },
  {
    at: /stable-diffusion|sdxl|flux/iu,
    fields: { inputs: text, parameters: picture },
    run: ({ body }) => ({ bytes: imageOf('jpeg', body.inputs), type: 'image/jpeg' }),
  },
  {
    at: /squad/u,
    fields: {
      inputs: { type: 'object', required: true, fields: { question: text, context: text } },
      parameters: a.object,
    },
    run({ body }) {
      const answer = body.inputs.context.split(' ')[0]
      return { json: { score: 0.9, start: 0, end: answer.length, answer } }
    },
  },
  {
    at: /tapas/u,
    fields: {
      inputs: { type: 'object', required: true, fields: { query: text, table: a.object } },
      parameters: a.object,
    },
    run({ body }) {
      const cell = (Object.values(body.inputs.table)[0] as string[])[0]
      return { json: { answer: cell, coordinates: [[0, 0]], cells: [cell], aggregator: 'NONE' } }
    },
  },
  {
    at: /cnn|summar/u,
    fields: { inputs: text, parameters: a.object },
    run: ({ body }) => ({ json: [{ summary_text: body.inputs.split('. ')[0] }] }),
  },
  {
    at: /opus-mt|t5-small|nllb/u,
    fields: { inputs: text, parameters: parameters({ src_lang: a.string, tgt_lang: a.string }) },
    run: ({ body }) => ({ json: [{ translation_text: body.inputs.toUpperCase() }] }),
  },
  {
    at: /[-/]ner\b/u,
    fields: { inputs: text, parameters: a.object },
    run: ({ body }) => ({
      json: [...body.inputs.matchAll(/\p{Lu}\w+/gu)].map(({ 0: word, index }) => ({
        entity_group: 'MISC',
        score: 0.9,
        word,
        start: index,
        end: index + word.length,
      })),
    }),
  },
  {
    at: /\bbert-|roberta/u,
    fields: { inputs: text, parameters: a.object },
    run({ body }) {
      if (!/\[MASK\]|<mask>/u.test(body.inputs)) return told(400, 'No mask_token ([MASK]) found on the input')
      const sequence = body.inputs.replace(/\[MASK\]|<mask>/u, 'this')
      return { json: [{ score: 0.8, token: 2023, token_str: 'this', sequence }] }
    },
  },
  {
    at: /starcoder|gpt2|flan|base/iu,
    fields: { inputs: text, parameters: parameters(generation), stream: a.boolean },
    run: generated,
  },
]

function generated(call: Call, model: string): Reply {
  const { inputs, parameters: asked = {}, stream } = call.body
  const ask: Ask = {
    service: call.service.slug,
    model,
    system: '',
    messages: [{ role: 'user', text: inputs, media: [] }],
    tools: [],
    toolChoice: 'none',
    parallel: false,
    reasoning: false,
    maxTokens: asked.max_new_tokens ?? 100,
    stop: asked.stop ?? [],
    serverTools: [],
    documents: [],
  }
  const thought = call.think(ask)
  const whole = (asked.return_full_text ? inputs : '') + thought.text.join('')
  const reason = thought.finish === 'length' ? 'length' : 'eos_token'
  const details = {
    finish_reason: reason,
    generated_tokens: thought.tokens.output,
    input_length: promptTokens(ask),
    seed: null,
  }
  if (!stream)
    return {
      json: [{ generated_text: whole, ...(asked.details && { details: { ...details, prefill: [], tokens: [] } }) }],
    }
  const events = thought.text.map((piece, index) =>
    event({ index, token: token(piece), generated_text: null, details: null }),
  )
  const last = { index: events.length, token: { ...token('</s>'), special: true }, generated_text: whole }
  return {
    events: [...events, event({ ...last, details: asked.details ? details : null })],
    broken: () => [event({ error: 'Request failed during generation: Server error', error_type: 'generation' })],
  }
}

const token = (piece: string) => ({ id: piece.length, text: piece, logprob: -0.5, special: false })
/** Without a blank behind the colon, as the server writes it. */
const event = (value: unknown): string => `data:${JSON.stringify(value)}\n\n`

function embedded({ body }: Call): Reply {
  const problem = inspect(body, {
    inputs: texts,
    normalize: a.boolean,
    parameters: a.object,
    prompt_name: a.string,
    truncate: a.boolean,
    truncation_direction: { type: 'string', values: ['left', 'right'] },
  })
  if (problem) refuse(invalid(problem))
  const vectors = listOf(body.inputs).map((one) => Array.from(vectorOf(one, 384)))
  return { json: Array.isArray(body.inputs) ? vectors : vectors[0] }
}

function similar({ body }: Call): Reply {
  const inputs = { type: 'object', required: true, fields: { source_sentence: text, sentences: a.array } } as const
  const problem = inspect(body, { inputs, parameters: a.object })
  if (problem) refuse(invalid(problem))
  const { source_sentence: source, sentences } = body.inputs
  return { json: sentences.map((one: string) => relevanceOf(source, one)) }
}

function runTask(call: Call): Reply {
  const model = modelIn(call.path)!
  const task = tasks.find(({ at }) => at.test(model))
  if (!task || isUnknownModel(model)) return refuse(told(404, `Model ${model} does not exist`))
  const problem = task.fields && inspect(call.body, task.fields)
  if (problem) refuse(invalid(problem))
  return task.run(call, model)
}

/** The model in the path of a task. */
export const modelIn = (path: string): string | undefined =>
  /^\/hf-inference\/models\/(.+?)(?:\/pipeline\/[\w-]+)?$/u.exec(path)?.[1]

/** Whether a task's body may be bytes. */
export const takesBytes = (path: string): boolean => /whisper|wav2vec/u.test(modelIn(path) ?? '')

/** Hugging Face's own tasks. Ids of models have one part or two. */
export const taskRoutes: readonly Route[] = [
  '/hf-inference/models/:name',
  '/hf-inference/models/:author/:name',
].flatMap((path) => [
  { method: 'POST', path: `${path}/pipeline/feature-extraction`, handle: embedded },
  { method: 'POST', path: `${path}/pipeline/sentence-similarity`, handle: similar },
  { method: 'POST', path, handle: runTask },
])
