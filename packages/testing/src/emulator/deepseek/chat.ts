import type { ChatManner } from '../family/member.ts'
import type { Loose } from '../http/loose.ts'
import { a, type Fields } from '../http/shape.ts'
import { data } from '../http/sse.ts'
import { refuse, type Call } from '../service.ts'
import { failed } from './words.ts'

const fields: Fields = {
  model: { type: 'string', required: true },
  messages: { type: 'array', required: true },
  frequency_penalty: { type: 'number', min: -2, max: 2 },
  logprobs: a.boolean,
  max_tokens: { type: 'integer', min: 1, max: 393_216 },
  n: { type: 'integer', min: 1, max: 1 },
  parallel_tool_calls: a.boolean,
  presence_penalty: { type: 'number', min: -2, max: 2 },
  reasoning_effort: {
    type: 'string',
    values: ['minimal', 'low', 'medium', 'high', 'xhigh', 'max', 'ultra'],
  },
  response_format: { type: 'object', fields: { type: { type: 'string', required: true } } },
  seed: a.integer,
  stop: { type: ['string', 'array'] },
  stream: a.boolean,
  stream_options: a.object,
  temperature: { type: 'number', min: 0, max: 2 },
  thinking: { type: 'object', fields: { type: { type: 'string', required: true, values: ['enabled', 'disabled'] } } },
  tool_choice: { type: ['string', 'object'] },
  tools: a.array,
  top_logprobs: { type: 'integer', min: 0, max: 20 },
  top_p: { type: 'number', min: 0, max: 1 },
  user_id: a.string,
}

const messageFields: Fields = {
  role: { type: 'string', required: true },
  content: { type: ['string', 'array'] },
  name: a.string,
  prefix: a.boolean,
  reasoning_content: a.string,
  tool_call_id: a.string,
  tool_calls: a.array,
}

/** The body of `POST /beta/completions`. */
export const completionFields: Fields = {
  model: { type: 'string', required: true },
  prompt: { type: 'string', required: true },
  echo: a.boolean,
  frequency_penalty: { type: 'number', min: -2, max: 2 },
  logprobs: { type: 'integer', min: 0, max: 20 },
  max_tokens: { type: 'integer', min: 1 },
  presence_penalty: { type: 'number', min: -2, max: 2 },
  stop: { type: ['string', 'array'] },
  stream: a.boolean,
  stream_options: a.object,
  suffix: a.string,
  temperature: { type: 'number', min: 0, max: 2 },
  thinking: fields['thinking']!,
  top_p: { type: 'number', min: 0, max: 1 },
}

const window = 1_048_565

const thinks = ({ thinking, model }: Loose): boolean => thinking?.type !== 'disabled' && model !== 'deepseek-chat'

/** DeepSeek's Chat Completions: thinking unless it is told otherwise. */
export const deepseekChat: ChatManner = {
  fields,
  messageFields,
  chunkTail: '"system_fingerprint":"fp_emulated",',
  usageOnFinish: 'only',
  reasoningField: 'reasoning_content',
  check,
  tooLong: (_model, tokens) =>
    tokens > window
      ? failed(
          400,
          `This model's maximum context length is ${window} tokens. However, you requested ${tokens} tokens (${tokens} in the messages, 0 in the completion). Please reduce the length of the messages or completion.`,
        )
      : undefined,
  reasoning: (body) => (thinks(body) ? 'shown' : 'none'),
  reasoningDelta: (_, text) => ({ content: null, reasoning_content: text }),
  completionId: (state) => state.uuid(),
  callId: (state) => state.id('call_00_', 20),
  extras: () => ({ reply: { system_fingerprint: 'fp_emulated' } }),
  usageExtras: ({ prompt_tokens: prompt, cached }, reasoning) => ({
    prompt_cache_hit_tokens: cached,
    prompt_cache_miss_tokens: prompt - cached,
    prompt_tokens_details: { cached_tokens: cached },
    ...(reasoning > 0 && { completion_tokens_details: { reasoning_tokens: reasoning } }),
  }),
  broken: () => [data({ choices: [{ index: 0, delta: {}, finish_reason: 'insufficient_system_resource' }] })],
}

const partKinds = (content: Loose): Loose[] => (Array.isArray(content) ? content.map(({ type }: Loose) => type) : [])

function check({ body, path }: Call): void {
  const say = (text: string): never => refuse(failed(400, text))
  const messages: Loose[] = body.messages
  const isBeta = path.startsWith('/beta/')
  const sees = /flash/u.test(body.model)
  for (const [i, { content }] of messages.entries()) {
    const foreign = partKinds(content).find((kind) => kind !== 'text' && !(sees && kind === 'image_url'))
    if (foreign !== undefined)
      say(
        `Failed to deserialize the JSON body into the target type: messages[${i}]: unknown variant \`${foreign}\`, expected \`text\` at line 1 column 99`,
      )
  }
  if (messages.at(-1)?.role === 'assistant' && !(isBeta && messages.at(-1)?.prefix === true))
    say('The last message of role assistant must have prefix set to true, at the beta address.')
  if (body.user_id != null && !/^[\w-]{1,512}$/u.test(body.user_id)) say('Invalid user_id.')
  checkTools(body, isBeta, say)
  const format = body.response_format?.type
  if (format === 'json_schema') say('This response_format type is unavailable now')
  if (format === 'json_object' && !/json/iu.test(JSON.stringify(messages)))
    say("Prompt must contain the word 'json' in some form to use 'response_format' of type 'json_object'.")
}

function checkTools(body: Loose, isBeta: boolean, say: (text: string) => never): void {
  const tools: Loose[] = body.tools ?? []
  const strict = tools.filter((tool) => tool.function?.strict === true)
  if (strict.length > 0 && !isBeta) say('Strict tools are available at the beta address only.')
  if (strict.length > 0 && strict.length < tools.length) say('All tools must be strict, or none.')
  for (const {
    function: { name, parameters },
  } of strict) {
    const properties = Object.keys(parameters?.properties ?? {})
    if (parameters?.additionalProperties !== false || properties.some((one) => !parameters.required?.includes(one)))
      say(`Invalid schema of ${name}: additionalProperties must be false, and all properties required.`)
  }
  if (!thinks(body)) return
  const choice = body.tool_choice
  if (choice === 'required' || (typeof choice === 'object' && choice !== null))
    say('Thinking mode does not support this tool_choice')
  // Once tools were called, each turn must bring its reasoning, if only an empty one.
  const turns: Loose[] = body.messages.filter(({ role }: Loose) => role === 'assistant')
  if (turns.some(({ tool_calls: calls }) => calls) && turns.some((turn) => turn.reasoning_content === undefined))
    say('The `reasoning_content` in the thinking mode must be passed back to the API.')
}
