import { chatRoute } from '../family/chat.ts'
import type { ChatManner, Member } from '../family/member.ts'
import type { Loose } from '../http/loose.ts'
import { a, inspect, type Fields } from '../http/shape.ts'
import { data } from '../http/sse.ts'
import { refuse, type Call, type Reply } from '../service.ts'
import { failed, failureOf, mistralWords } from './words.ts'

const sampling: Fields = {
  max_tokens: { type: 'integer', min: 0 },
  metadata: a.object,
  prompt_cache_key: a.string,
  random_seed: { type: 'integer', min: 0 },
  stop: { type: ['string', 'array'] },
  stream: a.boolean,
  temperature: { type: 'number', min: 0, max: 1.5 },
  top_p: { type: 'number', min: 0, max: 1 },
}

/** The fields of a chat. The schema is closed. */
export const chatFields: Fields = {
  ...sampling,
  model: { type: 'string', required: true },
  messages: { type: 'array', required: true },
  frequency_penalty: { type: 'number', min: -2, max: 2 },
  guardrails: a.array,
  // They are in the schema, but on for no model.
  logprobs: a.boolean,
  top_logprobs: a.integer,
  n: { type: 'integer', min: 1 },
  parallel_tool_calls: a.boolean,
  prediction: { type: 'object', fields: { type: { type: 'string', values: ['content'] }, content: a.string } },
  presence_penalty: { type: 'number', min: -2, max: 2 },
  prompt_mode: { type: 'string', values: ['reasoning'] },
  reasoning_effort: { type: 'string', values: ['none', 'high'] },
  response_format: {
    type: 'object',
    fields: {
      type: { type: 'string', required: true, values: ['text', 'json_object', 'json_schema'] },
      json_schema: {
        type: 'object',
        fields: {
          name: { type: 'string', required: true },
          schema: { type: 'object', required: true },
          description: a.string,
          strict: a.boolean,
        },
      },
    },
  },
  safe_prompt: a.boolean,
  service_tier: { type: 'string', values: ['auto', 'standard_only'] },
  tool_choice: { type: ['string', 'object'], values: ['auto', 'none', 'any', 'required'] },
  tools: a.array,
}

const messageFields: Fields = {
  role: { type: 'string', required: true, values: ['system', 'user', 'assistant', 'tool'] },
  content: { type: ['string', 'array'] },
  name: a.string,
  prefix: a.boolean,
  tool_call_id: a.string,
  tool_calls: a.array,
}

const pieces: Readonly<Record<string, Fields>> = {
  text: { text: { type: 'string', required: true } },
  image_url: { image_url: { type: ['string', 'object'], required: true } },
  document_url: { document_url: { type: 'string', required: true }, document_name: a.string },
  file: { file_id: { type: 'string', required: true } },
  input_audio: { input_audio: { type: 'string', required: true } },
  thinking: { thinking: { type: 'array', required: true }, closed: a.boolean, signature: a.string },
  reference: { reference_ids: { type: 'array', required: true } },
}

function checkPieces(content: Loose, at: number): void {
  if (!Array.isArray(content)) return
  for (const [i, piece] of content.entries()) {
    const path = ['messages', at, 'content', i]
    const fields = pieces[piece?.type]
    const problem = fields
      ? inspect(piece, { type: a.string, ...fields }, path)
      : ({ kind: 'value', path: [...path, 'type'], values: Object.keys(pieces), got: piece?.type } as const)
    if (problem) refuse(mistralWords.problem(problem))
  }
}

const order = (text: string): never => refuse(failed(400, text, 'invalid_request_message_order', '3230'))

function check({ body }: Call): void {
  const messages: Loose[] = body.messages
  for (const [at, { role, content, tool_calls: calls, tool_call_id: answered }] of messages.entries()) {
    checkPieces(content, at)
    if (role === 'user' && messages[at - 1]?.role === 'tool') order(`Unexpected role 'user' after role 'tool'`)
    for (const id of [...(calls ?? []).map((call: Loose) => call.id), ...(role === 'tool' ? [answered] : [])])
      if (!/^[A-Za-z0-9]{9}$/u.test(id))
        refuse(
          failed(
            400,
            `Tool call id was ${id} but must be a-z, A-Z, 0-9, with a length of 9.`,
            'invalid_function_call',
            '3280',
          ),
        )
  }
  const last = messages.at(-1)
  if (!['user', 'tool'].includes(last.role) && last.prefix !== true)
    order(`Expected last role User or Tool (or Assistant with prefix True) for serving but got ${last.role}`)
  if (body.logprobs) refuse(failureOf(400, '3051', ''))
}

const window = 262_144
const thinking = (text: string): Loose => ({ type: 'thinking', thinking: [{ type: 'text', text }], closed: true })

/** Mistral's chat. */
export const mistralChat: ChatManner = {
  fields: chatFields,
  messageFields,
  wholeToolCalls: 'last',
  chunkTail: '"p":"abcdefgh",',
  usageOnFinish: 'only',
  namedCallEnds: 'tool_calls',
  check,
  tooLong: (_model, tokens) =>
    tokens > window
      ? failed(
          400,
          `Prompt contains ${tokens} tokens and 0 draft tokens, too large for model with ${window} maximum context length`,
          'invalid_request_error',
          null,
        )
      : undefined,
  reasoning: ({ reasoning_effort: effort, prompt_mode: mode }) =>
    effort === 'high' || mode === 'reasoning' ? 'shown' : 'none',
  reasoningDelta: (_, text) => ({ content: [thinking(text)] }),
  reasoned: ({ content }, text) => ({
    content: [thinking(text), ...(content ? [{ type: 'text', text: content }] : [])],
  }),
  completionId: (state) => state.id('', 32),
  callId: (state) => state.id('', 9),
  usageExtras: ({ cached }) => ({ prompt_tokens_details: { cached_tokens: cached }, service_tier: 'standard' }),
  broken: (code, requestId) => [data(failureOf(code === '1300' ? 429 : 500, code, requestId).json)],
}

/** `POST /chat/completions`. `any` is `required` under another name. */
export function chat(member: Member): (call: Call) => Reply {
  const route = chatRoute(member)
  return (call) =>
    route(call.body?.tool_choice === 'any' ? { ...call, body: { ...call.body, tool_choice: 'required' } } : call)
}

const fimFields: Fields = {
  ...sampling,
  model: { type: 'string', required: true },
  prompt: { type: 'string', required: true },
  suffix: a.string,
  min_tokens: { type: 'integer', min: 0 },
}

/** `POST /fim/completions`: a gap in code, answered as a chat is. */
export function fim(member: Member): (call: Call) => Reply {
  const route = chatRoute(member)
  return (call) => {
    const problem = inspect(call.body, fimFields)
    if (problem) refuse(mistralWords.problem(problem))
    const { prompt, suffix, min_tokens: _, ...body } = call.body
    const content = suffix ? `${prompt} … ${suffix}` : prompt
    return route({ ...call, body: { ...body, messages: [{ role: 'user', content }] } })
  }
}
