import { a, type Fields } from '../http/shape.ts'

const cache: Fields[string] = {
  type: 'object',
  fields: {
    type: { type: 'string', required: true, values: ['ephemeral'] },
    ttl: { type: 'string', values: ['5m', '1h'] },
  },
}

/** The body of `POST /v1/messages`. */
export const messageFields: Fields = {
  model: { type: 'string', required: true },
  max_tokens: { type: 'integer', required: true, min: 0 },
  messages: { type: 'array', required: true },
  cache_control: cache,
  container: { type: ['string', 'object'] },
  diagnostics: a.object,
  inference_geo: a.string,
  metadata: { type: 'object', fields: { user_id: a.string } },
  output_config: {
    type: 'object',
    fields: { effort: { type: 'string', values: ['low', 'medium', 'high', 'xhigh', 'max'] }, format: a.object },
  },
  service_tier: { type: 'string', values: ['auto', 'standard_only'] },
  speed: { type: 'string', values: ['standard', 'fast'] },
  stop_sequences: a.array,
  stream: a.boolean,
  system: { type: ['string', 'array'] },
  temperature: { type: 'number', min: 0, max: 1 },
  thinking: {
    type: 'object',
    fields: {
      type: { type: 'string', required: true, values: ['adaptive', 'enabled', 'disabled', 'between_tools'] },
      budget_tokens: a.integer,
      display: { type: 'string', values: ['summarized', 'omitted'] },
    },
  },
  tool_choice: {
    type: 'object',
    fields: {
      type: { type: 'string', required: true, values: ['auto', 'any', 'tool', 'none'] },
      name: a.string,
      disable_parallel_tool_use: a.boolean,
    },
  },
  tools: a.array,
  top_k: { type: 'integer', min: 0 },
  top_p: { type: 'number', min: 0, max: 1 },
}

/** Fields that only exist with an `anthropic-beta` header. */
export const betaFields: Fields = {
  betas: a.array,
  billing_policy: a.any,
  compaction: a.object,
  context_management: a.object,
  fallback_credit_token: a.string,
  fallbacks: a.array,
  mcp_servers: a.array,
  output_format: a.object,
  thread: a.any,
}

/** The body of `POST /v1/messages/count_tokens`. */
export const countFields: Fields = Object.fromEntries(
  Object.entries(messageFields).filter(
    ([name]) =>
      !['max_tokens', 'stream', 'stop_sequences', 'temperature', 'top_p', 'top_k', 'metadata', 'service_tier'].includes(
        name,
      ),
  ),
)

const block = (fields: Fields): Fields => ({ type: { type: 'string', required: true }, ...fields })
const text = { type: 'string', required: true } as const

/** Content blocks of a request, by type. Types not listed here are the service's own results, which it takes back as they are. */
export const blockFields: Readonly<Record<string, Fields>> = {
  text: block({ text, cache_control: cache, citations: a.array }),
  image: block({ source: { type: 'object', required: true }, cache_control: cache, transformations: a.object }),
  document: block({
    source: { type: 'object', required: true },
    cache_control: cache,
    title: a.string,
    context: a.string,
    citations: a.object,
  }),
  search_result: block({
    source: text,
    title: text,
    content: { type: 'array', required: true },
    cache_control: cache,
    citations: a.object,
  }),
  tool_use: block({
    id: text,
    name: text,
    input: { type: 'object', required: true },
    cache_control: cache,
    caller: a.object,
  }),
  tool_result: block({
    tool_use_id: text,
    content: { type: ['string', 'array'] },
    is_error: a.boolean,
    cache_control: cache,
  }),
  thinking: block({ thinking: text, signature: text }),
  redacted_thinking: block({ data: text }),
}

/** Result blocks that are accepted as they were sent. */
export const ownBlocks =
  /^(?:server_tool_use|\w+_tool_result|container_upload|mcp_tool_use|compaction|fallback|tool_reference|tool_addition)$/u

/** A client tool. */
export const toolFields: Fields = {
  type: a.string,
  name: text,
  description: a.string,
  input_schema: { type: 'object', required: true },
  allowed_callers: a.array,
  cache_control: cache,
  defer_loading: a.boolean,
  eager_input_streaming: a.boolean,
  input_examples: a.array,
  strict: a.boolean,
}
