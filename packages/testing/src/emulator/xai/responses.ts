import { warmTokens } from '../brain/prefix-cache.ts'
import { seal, unseal } from '../brain/seal.ts'
import { promptTokens } from '../brain/tokens.ts'
import type { Ask, Thought } from '../brain/types.ts'
import { isUnknownModel } from '../family/member.ts'
import type { Loose } from '../http/loose.ts'
import { a, inspect, type Fields } from '../http/shape.ts'
import { askOf } from '../responses/ask.ts'
import { responseEvents } from '../responses/events.ts'
import { outputOf } from '../responses/items.ts'
import { refuse, type Call, type Reply, type Route } from '../service.ts'
import { remember } from '../state.ts'
import { checkEffort, common, costOf, thinks } from './chat.ts'
import { failed, xaiWords } from './words.ts'

const fields: Fields = {
  ...common,
  input: { type: ['string', 'array'], required: true },
  include: a.array,
  instructions: a.string,
  max_output_tokens: { type: 'integer', min: 1 },
  max_turns: { type: 'integer', min: 1 },
  previous_response_id: a.string,
  prompt_cache_key: a.string,
  reasoning: { type: 'object', fields: { effort: a.string, summary: a.string } },
  store: a.boolean,
  text: { type: 'object', fields: { format: a.object } },
}

const scope = 'xai-reasoning'
const hosted = new Set(['web_search', 'x_search', 'code_interpreter', 'file_search', 'mcp'])

/** `POST /responses`, and what can be done with a stored one. */
export const responseRoutes: readonly Route[] = [
  { method: 'POST', path: '/responses', handle: create },
  { method: 'GET', path: '/responses/:id', handle: (call) => ({ json: found(call).response }) },
  {
    method: 'DELETE',
    path: '/responses/:id',
    handle: (call) => {
      const { id } = found(call).response
      call.state.stored.delete(id)
      return { json: { id, object: 'response', deleted: true } }
    },
  },
]

const found = ({ state, params: [id] }: Call): Loose =>
  state.stored.get(id!)?.response ? state.stored.get(id!) : refuse(failed(404, `Response with id ${id} not found.`))

function create(call: Call): Reply {
  const { body, state } = call
  const problem = inspect(body, fields)
  if (problem) refuse(xaiWords.problem(problem))
  if (isUnknownModel(body.model)) refuse(failed(400, `Model not found: ${body.model}`))
  if (body.instructions != null) refuse(failed(400, 'Argument not supported: instructions'))
  if (body.reasoning?.summary != null) refuse(failed(400, 'Argument not supported: reasoning.summary'))
  checkEffort(body.model, body.reasoning?.effort)
  checkTools(body.tools ?? [])
  const items: Loose[] = typeof body.input === 'string' ? [{ role: 'user', content: body.input }] : body.input
  const before = body.previous_response_id == null ? undefined : state.stored.get(body.previous_response_id)
  if (body.previous_response_id != null && !before)
    refuse(failed(404, `Response with id ${body.previous_response_id} not found.`))
  const conversation = [...(before?.items ?? []), ...items]
  checkItems(conversation, before !== undefined)
  const ask = { ...askOf(call, conversation), ...asked(body) }
  const thought = call.think(ask)
  const response = responseOf(thought, ask, call)
  if (body.store !== false)
    remember(state.stored, response.id, { response, items: [...conversation, ...response.output] }, 1000)
  if (!body.stream) return { json: response }
  const failure = { ...response, status: 'failed', error: { code: 'server_error', message: 'It failed.' }, output: [] }
  return {
    events: responseEvents(response, thought, { n: 0 }),
    broken: () => [
      `event: response.failed\ndata: ${JSON.stringify({ type: 'response.failed', response: failure })}\n\n`,
    ],
  }
}

const asked = ({ model, reasoning, tools }: Loose): Pick<Ask, 'reasoning' | 'serverTools'> => ({
  reasoning: thinks(model, reasoning?.effort),
  serverTools: (tools ?? []).some(({ type }: Loose) => type.endsWith('_search') && type !== 'file_search')
    ? ['web_search']
    : [],
})

function checkTools(tools: readonly Loose[]): void {
  for (const { type, name, filters } of tools) {
    if (type === 'function' ? typeof name !== 'string' : !hosted.has(type))
      refuse(
        failed(422, `Failed to deserialize the JSON body into the target type: tools: unknown variant \`${type}\``),
      )
    const domains = filters?.allowed_domains ?? filters?.excluded_domains ?? []
    if (domains.length > 5) refuse(failed(400, 'At most 5 domains may be given.'))
  }
}

const isCall = (type: unknown): boolean => type === 'function_call'

/** Refuses a conversation that the service would: a call without its result, sealed reasoning that it did not seal, documents as data. */
function checkItems(items: readonly Loose[], isStored: boolean): void {
  const open = new Set<string>()
  for (const { type, role, call_id: id, encrypted_content: sealed, content } of items) {
    if (role !== undefined && open.size > 0)
      refuse(failed(400, `No tool output found for function call ${[...open][0]}.`))
    if (isCall(type)) open.add(id)
    if (type === 'function_call_output' && !open.delete(id))
      refuse(failed(400, `No tool call found for function call output with call_id ${id}.`))
    if (type === 'reasoning' && (sealed != null || !isStored) && unseal(scope, sealed, '') === undefined)
      refuse(failed(400, 'Could not decrypt the provided encrypted_content.'))
    for (const part of Array.isArray(content) ? content : []) {
      if (part.type === 'input_file' && part.file_data !== undefined)
        refuse(failed(400, 'Inline files are not supported; upload the file, or send its URL.'))
    }
  }
}

function responseOf(thought: Thought, ask: Ask, call: Call): Loose {
  const { body, state } = call
  const id = state.uuid()
  const isCut = thought.finish === 'length'
  const total = promptTokens(ask)
  const cached = warmTokens(state, ask, total)
  const { reasoning } = thought.tokens
  const output = thought.tokens.output + reasoning
  const onX = !(body.tools ?? []).some(({ type }: Loose) => type === 'web_search')
  const searches = thought.searches.length
  return {
    id,
    object: 'response',
    created_at: state.seconds(),
    completed_at: state.seconds(),
    model: body.model,
    output: itemsOf(thought, ask, call, id, onX),
    max_output_tokens: body.max_output_tokens ?? null,
    parallel_tool_calls: body.parallel_tool_calls ?? true,
    previous_response_id: body.previous_response_id ?? null,
    prompt_cache_key: body.prompt_cache_key ?? null,
    reasoning: { effort: body.reasoning?.effort ?? null, summary: 'detailed' },
    temperature: body.temperature ?? 0.7,
    top_p: body.top_p ?? 0.95,
    text: body.text ?? { format: { type: 'text' } },
    tool_choice: body.tool_choice ?? 'auto',
    tools: body.tools ?? [],
    status: isCut ? 'incomplete' : 'completed',
    incomplete_details: isCut ? { reason: 'max_output_tokens' } : null,
    error: null,
    instructions: null,
    store: body.store ?? true,
    service_tier: body.service_tier ?? 'default',
    metadata: { system_fingerprint: 'fp_emulated' },
    user: body.user ?? null,
    usage: {
      input_tokens: total,
      input_tokens_details: { cached_tokens: cached },
      output_tokens: output,
      output_tokens_details: { reasoning_tokens: reasoning },
      total_tokens: total + output,
      num_sources_used: 0,
      num_server_side_tools_used: searches,
      cost_in_usd_ticks: costOf(total, cached, output, searches),
      server_side_tool_usage_details: {
        web_search_calls: onX ? 0 : searches,
        x_search_calls: onX ? searches : 0,
        code_interpreter_calls: 0,
        file_search_calls: 0,
        mcp_calls: 0,
        document_search_calls: 0,
      },
    },
  }
}

/** The items of an answer in xAI's form: its reasoning is summed up and sealed, and steps of a search on X look like custom calls. */
function itemsOf(thought: Thought, ask: Ask, call: Call, id: string, onX: boolean): Loose[] {
  const isSealed = (call.body.include ?? []).includes('reasoning.encrypted_content')
  const text = thought.reasoning.join('')
  return outputOf(thought, ask, call).map((item, at): Loose => {
    switch (item.type) {
      case 'reasoning':
        return {
          id: `rs_${id}`,
          type: 'reasoning',
          status: 'completed',
          summary: [{ type: 'summary_text', text }],
          ...(isSealed && { encrypted_content: seal(scope, text, '') }),
        }
      case 'web_search_call': {
        const { query, results } = thought.searches[0]!
        const sources = results.map(({ url }) => ({ type: 'url', url }))
        return onX
          ? {
              id: `ctc_${id}_${at}`,
              type: 'custom_tool_call',
              status: 'completed',
              call_id: `xs_${at}`,
              name: 'x_keyword_search',
              input: JSON.stringify({ query, limit: 10 }),
            }
          : {
              id: `ws_${id}_${at}`,
              type: 'web_search_call',
              status: 'completed',
              action: { type: 'search', query, sources },
            }
      }
      case 'message':
        return { ...item, id: `msg_${id}` }
      default:
        return { ...item, id: `fc_${id}_${at}`, call_id: `call-${call.state.uuid()}-${at}` }
    }
  })
}
