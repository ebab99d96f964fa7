import { promptTokens } from '../brain/tokens.ts'
import type { Ask, Thought } from '../brain/types.ts'
import { logprob } from '../family/chat-message.ts'
import { isUnknownModel } from '../family/member.ts'
import type { Loose } from '../http/loose.ts'
import { inspect } from '../http/shape.ts'
import { refuse, type Call, type Reply } from '../service.ts'
import { chatFields, generateFields } from './fields.ts'
import { failed, failureOf, problemOf } from './words.ts'

const usualWindow = 4096
const thinks = (model: string): boolean => /gpt-oss|qwen3|deepseek|magistral/u.test(model)

function askOf({ service, body }: Call): Ask {
  const options = body.options ?? {}
  const messages: Loose[] = body.messages ?? [{ role: 'user', content: `${body.prompt}${body.suffix ?? ''}` }]
  const said = ({ content, tool_calls: calls = [] }: Loose): string =>
    [content, ...calls.map(({ function: f }: Loose) => `${f.name}(${JSON.stringify(f.arguments)})`)]
      .filter(Boolean)
      .join('\n')
  return {
    service: service.slug,
    model: body.model,
    system: messages
      .filter(({ role }) => role === 'system')
      .map(({ content }) => content)
      .join('\n'),
    messages: messages
      .filter(({ role }) => role !== 'system')
      .map((message) => ({
        role: message.role,
        text: said(message),
        media: (message.images ?? []).map(() => 'image'),
      })),
    tools: (body.tools ?? []).map(({ function: f }: Loose) => ({ name: f.name, schema: f.parameters })),
    toolChoice: 'auto',
    parallel: true,
    schema: typeof body.format === 'object' ? body.format : body.format === 'json' ? true : undefined,
    reasoning: body.think !== undefined && body.think !== false,
    maxTokens: options.num_predict > 0 ? options.num_predict : undefined,
    stop: options.stop ?? [],
    serverTools: [],
    documents: [],
  }
}

function check({ body }: Call, isChat: boolean): void {
  const problem = inspect(body, isChat ? chatFields : generateFields)
  if (problem) refuse(problemOf(problem))
  const { model, think, tools, messages = [] } = body
  if (isUnknownModel(model)) refuse(failed(404, `model '${model}' not found`))
  if (think && !thinks(model)) refuse(failed(400, `"${model}" does not support thinking`))
  if (tools?.length && /gemma:2b|llava/u.test(model)) refuse(failed(400, `${model} does not support tools`))
  if (messages.some(({ images = [] }: Loose) => images.some((one: string) => /^data:|^https?:/u.test(one))))
    refuse(failed(400, 'illegal base64 data at input byte 4'))
}

/** The window is that of the request, and what does not fit is cut, or refused where `truncate` is off. */
function read({ body }: Call, ask: Ask): number {
  const tokens = promptTokens(ask)
  const window = body.options?.num_ctx ?? usualWindow
  if (tokens <= window) return tokens
  if (body.truncate === false)
    refuse(failed(400, `prompt too long; exceeded max context length by ${tokens - window} tokens`))
  return window
}

const reasons = { stop: 'stop', length: 'length', 'tool-calls': 'stop', 'content-filter': 'stop' } as const

/** `POST /api/chat` and `POST /api/generate`: lines of JSON unless `stream` is false. */
export const answerRoute =
  (isChat: boolean) =>
  (call: Call): Reply => {
    check(call, isChat)
    const { body, state } = call
    const ask = askOf(call)
    const prompt = read(call, ask)
    const thought = call.think(ask)
    const facts = { model: body.model, created_at: new Date(state.seconds() * 1000).toISOString() }
    const calls = thought.calls.map(({ id, name, input }, index) => ({
      id: id ?? state.id('call_', 8),
      function: { index, name, arguments: JSON.parse(input || '{}') },
    }))
    const said = (fields: Loose): Loose =>
      isChat
        ? { ...facts, message: { role: 'assistant', content: '', ...fields } }
        : { ...facts, response: fields.content ?? '', ...(fields.thinking && { thinking: fields.thinking }) }
    const end = {
      done: true,
      done_reason: reasons[thought.finish],
      total_duration: 1_800_000_000,
      load_duration: 9_000_000,
      prompt_eval_count: prompt,
      prompt_eval_duration: 4_000_000,
      eval_count: thought.tokens.output + thought.tokens.reasoning,
      eval_duration: 300_000_000,
    }
    if (body.stream === false) return { json: { ...said(wholeOf(thought, calls)), ...end } }
    return {
      headers: { 'content-type': 'application/x-ndjson' },
      events: linesOf(thought, calls, said, end, body),
      broken: () => [`${JSON.stringify(failureOf(500).json)}\n`],
    }
  }

const wholeOf = ({ text, reasoning, refusal }: Thought, calls: readonly object[]): Loose => ({
  content: refusal ?? text.join(''),
  ...(reasoning.length > 0 && { thinking: reasoning.join('') }),
  ...(calls.length > 0 && { tool_calls: calls }),
})

function* linesOf(
  { text, reasoning, refusal }: Thought,
  calls: readonly object[],
  said: (fields: Loose) => Loose,
  end: Loose,
  body: Loose,
): Iterable<string> {
  const line = (value: Loose): string => `${JSON.stringify(value)}\n`
  for (const thinking of reasoning) yield line({ ...said({ thinking }), done: false })
  for (const content of refusal === undefined ? text : [refusal]) {
    const logprobs = body.logprobs ? { logprobs: [logprob(content, body.top_logprobs ?? 0)] } : {}
    yield line({ ...said({ content }), ...logprobs, done: false })
  }
  for (const call of calls) yield line({ ...said({ tool_calls: [call] }), done: false })
  yield line({ ...said({}), ...end })
}
