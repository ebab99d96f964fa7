import { a, type Fields } from '../http/shape.ts'

const parameters: Fields = {
  num_ctx: { type: 'integer', min: 1 },
  num_predict: a.integer,
  num_keep: a.integer,
  num_gpu: a.integer,
  num_thread: a.integer,
  num_batch: a.integer,
  main_gpu: a.integer,
  use_mmap: a.boolean,
  temperature: a.number,
  top_k: a.integer,
  top_p: a.number,
  min_p: a.number,
  typical_p: a.number,
  repeat_penalty: a.number,
  repeat_last_n: a.integer,
  presence_penalty: a.number,
  frequency_penalty: a.number,
  seed: a.integer,
  stop: a.array,
}

const shared: Fields = {
  model: { type: 'string', required: true },
  stream: a.boolean,
  think: { type: ['boolean', 'string'] },
  format: { type: ['string', 'object'] },
  keep_alive: { type: ['string', 'number'] },
  options: { type: 'object', fields: parameters },
  truncate: a.boolean,
  shift: a.boolean,
  logprobs: a.boolean,
  top_logprobs: { type: 'integer', min: 0, max: 20 },
}

/** `/api/chat`. Texts are plain, pictures base64 without a prefix, arguments objects. */
export const chatFields: Fields = {
  ...shared,
  tools: a.array,
  messages: {
    type: 'array',
    required: true,
    fields: {
      role: { type: 'string', required: true, values: ['system', 'user', 'assistant', 'tool'] },
      content: a.string,
      thinking: a.string,
      images: a.array,
      tool_name: a.string,
      tool_call_id: a.string,
      tool_calls: {
        type: 'array',
        fields: {
          id: a.string,
          function: {
            type: 'object',
            required: true,
            fields: { index: a.integer, name: { type: 'string', required: true }, arguments: a.object },
          },
        },
      },
    },
  },
}

/** `/api/generate`. */
export const generateFields: Fields = {
  ...shared,
  prompt: a.string,
  suffix: a.string,
  system: a.string,
  template: a.string,
  context: a.array,
  raw: a.boolean,
  images: a.array,
}

/** `/api/embed`. */
export const embedFields: Fields = {
  model: { type: 'string', required: true },
  input: { type: ['string', 'array'], required: true },
  dimensions: { type: 'integer', min: 1 },
  truncate: a.boolean,
  keep_alive: { type: ['string', 'number'] },
  options: { type: 'object', fields: parameters },
}
