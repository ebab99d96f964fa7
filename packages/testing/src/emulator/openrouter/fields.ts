import { a, type Fields } from '../http/shape.ts'

/** Which hosts may answer. */
export const routing: Fields = {
  provider: {
    type: 'object',
    fields: {
      order: a.array,
      only: a.array,
      ignore: a.array,
      allow_fallbacks: a.boolean,
      require_parameters: a.boolean,
      data_collection: { type: 'string', values: ['allow', 'deny'] },
      zdr: a.boolean,
      enforce_distillable_text: a.boolean,
      quantizations: a.array,
      sort: { type: ['string', 'object'] },
      preferred_min_throughput: { type: ['number', 'object'] },
      preferred_max_latency: { type: ['number', 'object'] },
      max_price: a.object,
      options: a.object,
    },
  },
  session_id: a.string,
  trace: a.object,
  user: a.string,
}

/** Fields that chats and plain texts share. */
export const sampling: Fields = {
  ...routing,
  model: a.string,
  models: a.array,
  preset: a.string,
  frequency_penalty: { type: 'number', min: -2, max: 2 },
  logit_bias: a.object,
  max_tokens: { type: 'integer', min: 1 },
  min_p: { type: 'number', min: 0, max: 1 },
  presence_penalty: { type: 'number', min: -2, max: 2 },
  repetition_penalty: { type: 'number', min: 0, max: 2 },
  seed: a.integer,
  stop: { type: ['string', 'array'] },
  stream: a.boolean,
  stream_options: a.object,
  temperature: { type: 'number', min: 0, max: 2 },
  top_a: { type: 'number', min: 0, max: 1 },
  top_k: { type: 'integer', min: 0 },
  top_p: { type: 'number', min: 0, max: 1 },
  transforms: a.array,
  usage: a.object,
  verbosity: { type: 'string', values: ['low', 'medium', 'high', 'xhigh', 'max'] },
  prediction: a.object,
}

const efforts = ['max', 'xhigh', 'high', 'medium', 'low', 'minimal', 'none']

/** The fields of a chat. */
export const chatFields: Fields = {
  ...sampling,
  messages: { type: 'array', required: true },
  audio: a.object,
  cache_control: a.object,
  debug: a.object,
  image_config: a.object,
  include_reasoning: a.boolean,
  logprobs: a.boolean,
  max_completion_tokens: { type: 'integer', min: 1 },
  max_tool_calls: { type: 'integer', min: 1, max: 30 },
  metadata: a.object,
  modalities: a.array,
  n: { type: 'integer', min: 1, max: 1 },
  parallel_tool_calls: a.boolean,
  plugins: a.array,
  prompt_cache_key: a.string,
  prompt_cache_options: a.object,
  reasoning: {
    type: 'object',
    fields: {
      effort: { type: 'string', values: efforts },
      max_tokens: a.integer,
      exclude: a.boolean,
      enabled: a.boolean,
      summary: a.string,
      context: a.string,
      mode: a.string,
    },
  },
  reasoning_effort: { type: 'string', values: efforts },
  response_format: a.object,
  route: a.string,
  service_tier: { type: 'string', values: ['auto', 'default', 'flex', 'priority', 'fast', 'scale'] },
  stop_server_tools_when: a.array,
  tool_choice: { type: ['string', 'object'] },
  tools: a.array,
  top_logprobs: { type: 'integer', min: 0, max: 20 },
  web_search_options: a.object,
}

/** The fields of a message. */
export const messageFields: Fields = {
  role: { type: 'string', required: true },
  content: { type: ['string', 'array'] },
  name: a.string,
  tool_call_id: a.string,
  tool_calls: a.array,
  refusal: a.string,
  reasoning: a.string,
  reasoning_content: a.string,
  reasoning_details: a.array,
  annotations: a.array,
  images: a.array,
  audio: a.object,
  cache_control: a.object,
  model: a.string,
  configuration_update: a.object,
}
