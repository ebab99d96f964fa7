import { promptTokens } from '../brain/tokens.ts'
import type { Ask, AskMessage, Thought } from '../brain/types.ts'
import { textOf } from '../family/ask.ts'
import { isUnknownModel } from '../family/member.ts'
import type { Loose } from '../http/loose.ts'
import { a, inspect, type Fields } from '../http/shape.ts'
import { refuse, type Call, type Reply, type Route } from '../service.ts'
import { remember } from '../state.ts'
import { agentCost } from './cost.ts'
import { checkFields, failed, invalid, perplexityWords } from './words.ts'

const fields: Fields = {
  input: { type: ['string', 'array'], required: true },
  background: a.boolean,
  effort: a.string,
  instructions: a.string,
  language_preference: a.string,
  max_output_tokens: { type: 'integer', min: 1 },
  max_steps: { type: 'integer', min: 1 },
  model: a.string,
  models: a.array,
  preset: a.string,
  previous_response_id: a.string,
  profile: a.object,
  reasoning: {
    type: 'object',
    fields: { effort: { type: 'string', values: ['minimal', 'low', 'medium', 'high', 'xhigh'] } },
  },
  response_format: { type: 'object', fields: { type: a.string, json_schema: a.object } },
  skills: a.array,
  store: a.boolean,
  stream: a.boolean,
  temperature: { type: 'number', min: 0, max: 2 },
  tool_choice: { type: ['string', 'object'] },
  tools: a.array,
  top_p: { type: 'number', min: 0, max: 1 },
}

const itemFields: Readonly<Record<string, Fields>> = {
  message: {
    type: a.string,
    role: { type: 'string', required: true, values: ['user', 'assistant', 'system', 'developer'] },
    content: {
      type: ['string', 'array'],
      required: true,
      fields: { type: a.string, text: a.string, image_url: a.string },
    },
  },
  function_call: {
    type: a.string,
    call_id: { type: 'string', required: true },
    name: { type: 'string', required: true },
    arguments: { type: 'string', required: true },
    thought_signature: a.string,
  },
  function_call_output: {
    type: a.string,
    call_id: { type: 'string', required: true },
    output: { type: ['string', 'array'], required: true },
    name: a.string,
    thought_signature: a.string,
  },
}

const presets = /^(?:fast|low|medium|high|xhigh|wide-research|pro-search)(?:@[\w.-]+)?$/u
const hosted = /^(?:web_search|fetch_url|people_search|finance_search|sandbox|mcp|connector|image_search)$/u

function check(body: Loose): void {
  checkFields(body, fields)
  const named = body.preset ?? body.effort
  if (!body.model && !body.models && !named) invalid('One of model, models and preset is required.')
  if (named && !presets.test(named)) invalid(`Unknown preset '${named}'.`)
  for (const model of [body.model, ...(body.models ?? [])]) {
    if (model === undefined || model === null) continue
    if (isUnknownModel(model) || !model.includes('/')) refuse(perplexityWords.unknownModel(model))
  }
  if (body.models?.length > 5) invalid('At most 5 models may be given.')
  for (const { type } of body.tools ?? []) {
    if (type !== 'function' && !hosted.test(type)) invalid(`Unknown tool type '${type}'.`)
  }
  const items: Loose[] = typeof body.input === 'string' ? [] : body.input
  const open = new Set<string>()
  for (const [i, item] of items.entries()) {
    const own = itemFields[item?.type]
    if (!own) invalid(`Unknown input item at ${i}.`)
    const problem = inspect(item, own!, ['input', i])
    if (problem) refuse(perplexityWords.problem(problem))
    if (item.type === 'function_call') open.add(item.call_id)
    if (item.type === 'function_call_output' && !open.delete(item.call_id))
      invalid(`No function call found for output ${item.call_id}.`)
  }
  if (open.size > 0) invalid(`No output found for function call ${[...open][0]}.`)
}

const mediaOf = (content: Loose): string[] =>
  Array.isArray(content) ? content.flatMap(({ type }) => (type === 'input_image' ? ['image'] : [])) : []

function messageOf(item: Loose): AskMessage {
  if (item.type === 'function_call_output')
    return { role: 'tool', text: textOf(item.output), media: mediaOf(item.output) }
  if (item.type === 'function_call') return { role: 'assistant', text: `${item.name}(${item.arguments})`, media: [] }
  const role = item.role === 'assistant' ? 'assistant' : 'user'
  return { role, text: textOf(item.content), media: mediaOf(item.content) }
}

function askOf({ service, body }: Call): Ask {
  const items: Loose[] = typeof body.input === 'string' ? [{ role: 'user', content: body.input }] : body.input
  const isSystem = ({ role }: Loose): boolean => role === 'system' || role === 'developer'
  const tools: Loose[] = body.tools ?? []
  const choice = body.tool_choice
  return {
    service: service.slug,
    model: body.model ?? body.models?.[0] ?? body.preset ?? body.effort,
    system: [body.instructions ?? '', ...items.filter(isSystem).map(({ content }) => textOf(content))]
      .filter(Boolean)
      .join('\n'),
    messages: items.filter((item) => !isSystem(item)).map(messageOf),
    tools: tools
      .filter(({ type }) => type === 'function')
      .map(({ name, parameters }) => ({ name, schema: parameters ?? { type: 'object', properties: {} } })),
    toolChoice:
      choice?.type === 'function' ? { name: choice.name } : typeof choice === 'string' ? (choice as 'auto') : 'auto',
    parallel: true,
    schema: body.response_format?.json_schema?.schema,
    reasoning: false,
    maxTokens: body.max_output_tokens ?? undefined,
    stop: [],
    // A ready-made set brings its search.
    serverTools: body.preset || body.effort || tools.some(({ type }) => type === 'web_search') ? ['web_search'] : [],
    documents: [],
  }
}

const pagesOf = (results: Thought['searches'][number]['results']): Loose[] =>
  results.map(({ url, title, text }, at) => ({ id: at + 1, url, title, snippet: text, source: 'web' }))

function responseOf(thought: Thought, ask: Ask, { body, state }: Call): Loose {
  const output: Loose[] = thought.searches.map(({ query, results }) => ({
    type: 'search_results',
    queries: [query],
    results: pagesOf(results),
  }))
  const text = thought.text.join('')
  if (text !== '' || thought.calls.length === 0) {
    const annotations = thought.citations.flatMap(({ from, to, result }) => {
      const page = result === undefined ? undefined : thought.searches[0]?.results[result]
      const before = [...thought.text.slice(0, from).join('')].length
      const until = [...thought.text.slice(0, to).join('')].length
      return page ? [{ type: 'citation', start_index: before, end_index: until, url: page.url, title: page.title }] : []
    })
    const status = thought.finish === 'length' ? 'incomplete' : 'completed'
    const content = [{ type: 'output_text', text, annotations }]
    output.push({ type: 'message', id: state.id('msg_', 24), role: 'assistant', status, content })
  }
  for (const { id, name, input } of thought.calls) {
    const call_id = id ?? state.id('call_', 24)
    output.push({
      type: 'function_call',
      id: state.id('fc_', 24),
      call_id,
      name,
      arguments: input,
      status: 'completed',
    })
  }
  const input_tokens = promptTokens(ask)
  const output_tokens = thought.tokens.output + thought.tokens.reasoning
  const searches = thought.searches.length
  return {
    id: state.id('resp_', 24),
    object: 'response',
    created_at: state.seconds(),
    status: thought.calls.length > 0 ? 'requires_action' : thought.finish === 'length' ? 'incomplete' : 'completed',
    background: body.background ?? false,
    model: ask.model.includes('/') ? ask.model : 'openai/gpt-5.6-luna',
    output,
    usage: {
      input_tokens,
      input_tokens_details: { cache_creation_input_tokens: 0, cache_read_input_tokens: 0 },
      output_tokens,
      total_tokens: input_tokens + output_tokens,
      ...(searches > 0 && { tool_calls_details: { web_search: { invocation: searches } } }),
      cost: agentCost(input_tokens, output_tokens, searches),
    },
  }
}

function* events(response: Loose, thought: Thought): Iterable<string> {
  let n = 0
  const say = (type: string, facts: Loose): string =>
    `event: ${type}\ndata: ${JSON.stringify({ type, sequence_number: n++, ...facts })}\n\n`
  const begun = { ...response, status: 'in_progress', output: [], usage: null }
  yield say('response.created', { response: begun })
  yield say('response.in_progress', { response: begun })
  yield say('response.reasoning.started', {})
  for (const [output_index, item] of response.output.entries()) {
    if (item.type === 'search_results') {
      yield say('response.reasoning.search_queries', { queries: item.queries })
      yield say('response.reasoning.search_results', { results: item.results })
    } else yield say('response.output_item.added', { output_index, item: { ...item, content: [], arguments: '' } })
    if (item.type === 'message') {
      const at = { item_id: item.id, output_index, content_index: 0 }
      for (const delta of thought.text) yield say('response.output_text.delta', { ...at, delta })
      yield say('response.output_text.done', { ...at, text: item.content[0].text })
    }
    yield say('response.output_item.done', { output_index, item })
  }
  yield say('response.reasoning.stopped', {})
  yield say(response.status === 'incomplete' ? 'response.incomplete' : 'response.completed', { response })
}

function create(call: Call): Reply {
  const { body, state } = call
  check(body)
  if (body.previous_response_id && !state.stored.has(body.previous_response_id))
    invalid(`Response '${body.previous_response_id}' not found.`)
  const ask = askOf(call)
  if (promptTokens(ask) > 400_000) invalid('The total length of all messages is too long.', 'too_many_prompt_tokens')
  const thought = call.think(ask)
  const response = responseOf(thought, ask, call)
  remember(state.stored, response.id, { response, isSeen: !body.background })
  if (body.background) return { json: { ...response, status: 'queued', output: [], usage: null } }
  if (!body.stream) return { json: response }
  const error = { message: 'The model is overloaded.', type: 'server_error', code: 'server_error' }
  return {
    events: events(response, thought),
    broken: (code) => [
      `event: response.failed\ndata: ${JSON.stringify({
        type: 'response.failed',
        sequence_number: 99,
        error: { ...error, ...(code !== undefined && { code, type: code }) },
      })}\n\n`,
    ],
  }
}

interface Kept {
  readonly response: Loose
  isSeen: boolean
}

function kept({ state, params: [id] }: Call): Kept {
  const found = state.stored.get(id!) as Kept | undefined
  if (!found) refuse(failed(404, `Response '${id}' not found.`, 'not_found_error'))
  return found!
}

/** What runs in the background is done when somebody looks for the second time. */
function get(call: Call): Reply {
  const found = kept(call)
  if (found.isSeen) return { json: found.response }
  found.isSeen = true
  return { json: { ...found.response, status: 'in_progress', output: [], usage: null } }
}

const shared = { id: 'file_1', object: 'file', filename: 'result.csv', bytes: 4, created_at: 1_790_000_000 }

/** The Agent API, under both of its names, and what can be done with a stored answer. */
export const agentRoutes: readonly Route[] = [
  { method: 'POST', path: '/v1/agent', handle: create },
  { method: 'POST', path: '/v1/responses', handle: create },
  { method: 'GET', path: '/v1/responses/:id', handle: get },
  {
    method: 'POST',
    path: '/v1/responses/:id/cancel',
    handle: (call) => ({ json: { id: kept(call).response.id, status: 'cancelled' } }),
  },
  {
    method: 'GET',
    path: '/v1/responses/:id/files',
    handle: (call) => ({ json: { object: 'list', data: kept(call) ? [shared] : [] } }),
  },
  {
    method: 'GET',
    path: '/v1/responses/:id/files/:file/content',
    handle: () => ({ bytes: 'a,b\n', type: 'text/csv' }),
  },
]
