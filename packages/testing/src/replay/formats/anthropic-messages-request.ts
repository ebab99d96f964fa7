import type { Intent, OpaqueMessage } from '../format.ts'
import type { Part, Tool } from '@llmrr/core'

type Bag = Record<string, any> // eslint-disable-line typescript/no-explicit-any -- the wire has no types here

const cache = (b: Bag): object =>
  b['cache_control']
    ? {
        cache:
          b['cache_control'].ttl === '1h' ? { ttlSeconds: 3600 } : b['cache_control'].ttl ? { ttlSeconds: 300 } : true,
      }
    : {}
const media = (b: Bag): Part => {
  const {
    type,
    data,
    url,
    file_id: id,
    media_type: mediaType = b['type'] === 'image' ? 'image/*' : 'application/pdf',
  } = b['source']
  const source =
    type === 'base64'
      ? { data }
      : type === 'text'
        ? { data: Buffer.from(data).toString('base64') }
        : type === 'file'
          ? { file: { provider: '', id } }
          : { url }
  return {
    type: 'media',
    mediaType: type === 'text' ? 'text/plain' : mediaType,
    ...source,
    ...(b['title'] && { name: b['title'] }),
    ...(b['citations']?.enabled && { citations: true }),
    ...cache(b),
  }
}
const known = (b: Bag): boolean =>
  b['type'] === 'text' ||
  ((b['type'] === 'image' || b['type'] === 'document') && b['source'].type !== 'content' && !b['context'])
const block = (b: Bag): Part =>
  b['type'] === 'text'
    ? { type: 'text', text: b['text'], ...cache(b) }
    : known(b)
      ? media(b)
      : { type: 'x-anthropic', data: b as never, state: { anthropic: b as never } }
const blocks = (content: unknown): Part[] =>
  typeof content === 'string' ? [{ type: 'text', text: content }] : ((content ?? []) as Bag[]).map(block)

/** A message in turns: tool results stand in a turn of their own, an answer of more than text and calls stays as it is. */
function turn(m: Bag, names: Map<string, string>): OpaqueMessage[] {
  const list: Bag[] = typeof m['content'] === 'string' ? [{ type: 'text', text: m['content'] }] : m['content']
  for (const b of list) if (b['type'] === 'tool_use') names.set(b['id'], b['name'])
  if (
    m['role'] === 'assistant' &&
    list.some((b) => !/^(?:text|tool_use)$/.test(b['type']) || b['citations'] || b['caller'])
  )
    return [{ role: 'assistant', wire: list }]
  if (m['role'] === 'assistant')
    return [
      {
        role: 'assistant',
        content: list.map((b): Part =>
          b['type'] === 'tool_use'
            ? { type: 'tool-call', id: b['id'], name: b['name'], input: b['input'], ...cache(b) }
            : block(b),
        ),
      },
    ]
  const results = list.filter((b) => b['type'] === 'tool_result')
  const rest = list.filter((b) => b['type'] !== 'tool_result')
  const told = results.map((b): Part => ({
    type: 'tool-result',
    id: b['tool_use_id'],
    name: names.get(b['tool_use_id']) ?? 'tool',
    ...(Array.isArray(b['content']) ? { parts: blocks(b['content']) } : { output: b['content'] ?? '' }),
    ...(b['is_error'] && { error: true }),
    ...cache(b),
  }))
  const role = m['role'] === 'system' ? 'system' : 'user'
  return [
    ...(told.length > 0 ? [{ role: 'tool' as const, content: told }] : []),
    ...(rest.length > 0 || told.length === 0 ? [{ role, content: rest.map(block) } as const] : []),
  ]
}

/** Messages: the request. */
export function readMessagesRequest(sent: Bag): Intent {
  const { model, messages, system, tools = [], tool_choice: choice, max_tokens: maxOutputTokens, temperature, top_p: topP, top_k: topK, stop_sequences: stop, thinking, output_config: config, metadata, service_tier: serviceTier, cache_control: mark, stream, anthropic_version: _, ...rest } = sent // prettier-ignore
  const own: Bag[] = tools.filter((t: Bag) => !t['type'] || t['type'] === 'custom')
  const { format, effort, ...words } = config ?? {}
  const names = new Map<string, string>()
  const reasoning =
    thinking?.type === 'enabled' ? { tokens: thinking.budget_tokens, effort } : effort ? { effort } : undefined
  const wanted = choice?.type === 'tool' ? { tool: choice.name } : choice?.type === 'any' ? 'required' : choice?.type
  const settings = { maxOutputTokens, temperature, topP, topK, stop, serviceTier, user: metadata?.user_id, toolChoice: wanted, parallelToolCalls: choice?.disable_parallel_tool_use === true ? false : undefined, reasoning, cache: mark && (mark.ttl === '1h' ? { ttlSeconds: 3600 } : {}), output: format ? { schema: format.schema } : undefined, tools: own.length > 0 ? own.map(({ name, description, input_schema: input, strict, ...other }): Tool => ({ name, ...(description && { description }), input, ...(typeof strict === 'boolean' && { strict }), ...cache(other) })) : undefined } // prettier-ignore
  const given = Object.fromEntries(
    Object.entries(settings).filter(([, value]) => value !== undefined && value !== null),
  )
  const thought = thinking && thinking.type !== 'enabled' ? { thinking } : thinking?.display ? { thinking } : {}
  return {
    model,
    stream: stream === true,
    request: {
      ...(system && { system: blocks(system) }),
      messages: messages.flatMap((m: Bag) => turn(m, names)),
      ...given,
    },
    rest: {
      ...rest,
      ...thought,
      ...(Object.keys(words).length > 0 && { output_config: words }),
      ...(tools.length > own.length && { tools: tools.filter((t: Bag) => t['type'] && t['type'] !== 'custom') }),
    },
  }
}
