import { a, type Fields } from '../http/shape.ts'

/** The body of `POST /responses`. */
export const responseFields: Fields = {
  model: { type: 'string', required: true },
  input: { type: ['string', 'array'] },
  background: a.boolean,
  context_management: a.array,
  conversation: { type: ['string', 'object'] },
  include: a.array,
  instructions: a.string,
  max_output_tokens: { type: 'integer', min: 16 },
  max_tool_calls: a.integer,
  metadata: a.object,
  moderation: a.object,
  parallel_tool_calls: a.boolean,
  previous_response_id: a.string,
  prompt: a.object,
  prompt_cache_key: a.string,
  prompt_cache_options: a.object,
  prompt_cache_retention: { type: 'string', values: ['in_memory', '24h'] },
  reasoning: {
    type: 'object',
    fields: {
      context: { type: 'string', values: ['auto', 'current_turn', 'all_turns'] },
      effort: { type: 'string', values: ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'] },
      generate_summary: { type: 'string', values: ['auto', 'concise', 'detailed'] },
      mode: { type: 'string', values: ['standard', 'pro'] },
      summary: { type: 'string', values: ['auto', 'concise', 'detailed'] },
    },
  },
  safety_identifier: a.string,
  service_tier: { type: 'string', values: ['auto', 'default', 'flex', 'scale', 'priority', 'fast', 'ultrafast'] },
  store: a.boolean,
  stream: a.boolean,
  stream_options: { type: 'object', fields: { include_obfuscation: a.boolean } },
  temperature: { type: 'number', min: 0, max: 2 },
  text: {
    type: 'object',
    fields: {
      format: {
        type: 'object',
        fields: {
          type: { type: 'string', required: true, values: ['text', 'json_object', 'json_schema'] },
          name: a.string,
          description: a.string,
          schema: a.object,
          strict: a.boolean,
        },
      },
      verbosity: { type: 'string', values: ['low', 'medium', 'high'] },
    },
  },
  tool_choice: { type: ['string', 'object'] },
  tools: a.array,
  top_logprobs: { type: 'integer', min: 0, max: 20 },
  top_p: { type: 'number', min: 0, max: 1 },
  truncation: { type: 'string', values: ['auto', 'disabled'] },
  user: a.string,
}

/** Values of `include`. */
export const includes = [
  'code_interpreter_call.outputs',
  'computer_call_output.output.image_url',
  'file_search_call.results',
  'message.input_image.image_url',
  'message.output_text.logprobs',
  'reasoning.encrypted_content',
  'web_search_call.action.sources',
  'web_search_call.results',
]
