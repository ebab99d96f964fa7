import { promptTokens } from '../brain/tokens.ts'
import { askOf } from '../family/ask.ts'
import { isUnknownModel } from '../family/member.ts'
import type { Loose } from '../http/loose.ts'
import { a, type Fields } from '../http/shape.ts'
import { refuse, type Call, type Reply } from '../service.ts'
import { sonarCost } from './cost.ts'
import { checkFields, invalid, perplexityWords } from './words.ts'

const fields: Fields = {
  model: { type: 'string', required: true },
  messages: { type: 'array', required: true },
  country: a.string,
  disable_search: a.boolean,
  enable_search_classifier: a.boolean,
  frequency_penalty: a.number,
  image_domain_filter: a.array,
  image_format_filter: a.array,
  language_preference: a.string,
  last_updated_after_filter: a.string,
  last_updated_before_filter: a.string,
  max_tokens: { type: 'integer', min: 1 },
  n: a.integer,
  num_images: a.integer,
  num_search_results: a.integer,
  parallel_tool_calls: a.boolean,
  presence_penalty: a.number,
  reasoning_effort: { type: 'string', values: ['minimal', 'low', 'medium', 'high'] },
  response_format: { type: 'object', fields: { type: a.string, json_schema: a.object, regex: a.object } },
  return_images: a.boolean,
  return_related_questions: a.boolean,
  safe_search: a.boolean,
  search_after_date_filter: a.string,
  search_before_date_filter: a.string,
  search_context_size: a.string,
  search_domain_filter: a.array,
  search_language_filter: a.array,
  search_mode: { type: 'string', values: ['web', 'academic', 'sec'] },
  search_recency_filter: { type: 'string', values: ['hour', 'day', 'week', 'month', 'year'] },
  stop: { type: ['string', 'array'] },
  stream: a.boolean,
  stream_mode: { type: 'string', values: ['full', 'concise'] },
  stream_options: a.object,
  temperature: { type: 'number', min: 0, max: 2 },
  tool_choice: { type: ['string', 'object'] },
  tools: a.array,
  top_k: a.integer,
  top_p: { type: 'number', min: 0, max: 1 },
  web_search_options: a.object,
}

function check({ body }: Call): void {
  checkFields(body, fields)
  if (isUnknownModel(body.model)) refuse(perplexityWords.unknownModel(body.model))
  if (body.response_format?.type === 'json_object')
    invalid("response_format of type 'json_object' is not supported; use 'json_schema'.")
  const said: string[] = body.messages.map(({ role }: Loose) => role)
  const turns = said.slice(said.findIndex((role) => role !== 'system'))
  const rule = 'After the (optional) system message(s), user and assistant roles should be alternating.'
  for (const [i, role] of turns.entries()) {
    if (role === 'system' || (role !== 'tool' && role === turns[i - 1])) invalid(rule, 'invalid_message')
  }
  if (!['user', 'tool'].includes(turns.at(-1) ?? '')) invalid('Last message must have role `user`.', 'invalid_message')
}

/** `POST /chat/completions`: every chunk repeats what was found, the text so far and the usage so far. No `[DONE]` follows. */
export function sonarChat(call: Call): Reply {
  check(call)
  const { body, state } = call
  const ask = { ...askOf(call, false), serverTools: body.disable_search ? [] : ['web_search'] }
  const prompt = promptTokens(ask)
  if (prompt > 200_000) invalid('The total length of all messages is too long.', 'too_many_prompt_tokens')
  const thought = call.think(ask)
  const pages = thought.searches.flatMap(({ results }) => results)
  const facts: Loose = {
    id: state.id('', 24),
    model: body.model,
    created: state.seconds(),
    citations: pages.map(({ url }) => url),
    search_results: pages.map(({ url, title, text }) => ({ url, title, snippet: text, date: null, source: 'web' })),
    ...(body.return_related_questions && { related_questions: ['And why?'] }),
  }
  const pieces =
    thought.reasoning.length > 0 ? ['<think>', ...thought.reasoning, '</think>', ...thought.text] : thought.text
  const whole = pieces.join('')
  const usageOf = (output: number, isLast: boolean): Loose => ({
    prompt_tokens: prompt,
    completion_tokens: output,
    total_tokens: prompt + output,
    search_context_size: 'low',
    cost: isLast ? sonarCost(prompt, output) : { ...sonarCost(0, 0), request_cost: 0, total_cost: 0 },
  })
  const finish = thought.finish === 'length' ? 'length' : 'stop'
  const output = thought.tokens.output + thought.tokens.reasoning
  const choiceOf = (delta: string, message: string, finish_reason: string | null): Loose => ({
    index: 0,
    finish_reason,
    message: { role: 'assistant', content: message },
    delta: { role: 'assistant', content: delta },
  })
  if (!body.stream) {
    const choices = [choiceOf('', whole, finish)]
    return { json: { ...facts, object: 'chat.completion', choices, usage: usageOf(output, true) } }
  }
  const events = function* (): Iterable<string> {
    let said = ''
    const chunk = (choice: Loose, usage: Loose): string =>
      `data: ${JSON.stringify({ ...facts, object: 'chat.completion.chunk', choices: [choice], usage })}\r\n\r\n`
    for (const [i, piece] of pieces.entries()) {
      said += piece
      yield chunk(choiceOf(piece, said, null), usageOf(i + 1, false))
    }
    yield chunk(choiceOf('', said, finish), usageOf(output, true))
  }
  return {
    events: events(),
    broken: () => [
      `data: ${JSON.stringify({ error: { message: 'Internal error.', type: 'server_error', code: 500 } })}\r\n\r\n`,
    ],
  }
}
