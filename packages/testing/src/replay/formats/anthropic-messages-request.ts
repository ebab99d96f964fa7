import { given, ownTools, plain, rest } from './request.ts'
import type { Bag } from './request.ts'
import type { Intent, OpaqueMessage } from '../format.ts'
import type { Part } from '@llmrr/core'

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

const names = {
  maxOutputTokens: 'max_tokens',
  temperature: 'temperature',
  topP: 'top_p',
  topK: 'top_k',
  stop: 'stop_sequences',
  serviceTier: 'service_tier',
}
const read = ['model', 'messages', 'system', 'tools', 'tool_choice', 'thinking', 'metadata', 'cache_control', 'stream']
const alsoRead = ['output_config', 'output_format', 'anthropic_version']

/** Messages: the request. */
export function readMessagesRequest(sent: Bag): Intent {
  const { tools, tool_choice: choice, thinking, cache_control: mark, system } = sent
  const own: Bag[] = (tools ?? []).filter((t: Bag) => !t['type'] || t['type'] === 'custom')
  const hosted = (tools ?? []).filter((t: Bag) => t['type'] && t['type'] !== 'custom')
  // The format had a field of its own while it was a beta.
  const { effort, format = sent['output_format'], ...words } = sent['output_config'] ?? {}
  const calls = new Map<string, string>()
  const request = given({
    system: system && blocks(system),
    messages: (sent['messages'] ?? []).flatMap((m: Bag) => turn(m, calls)),
    ...plain(sent, names),
    user: sent['metadata']?.user_id,
    tools: ownTools(own, 'input_schema', cache),
    toolChoice: choice?.type === 'tool' ? { tool: choice.name } : choice?.type === 'any' ? 'required' : choice?.type,
    parallelToolCalls: choice?.disable_parallel_tool_use === true ? false : undefined,
    reasoning: thinking?.type === 'enabled' ? given({ tokens: thinking.budget_tokens, effort }) : effort && { effort },
    cache: mark && (mark.ttl === '1h' ? { ttlSeconds: 3600 } : {}),
    output: format && { schema: format.schema },
  })
  return {
    model: sent['model'],
    stream: sent['stream'] === true,
    request,
    rest: {
      ...rest(sent, names, ...read, ...alsoRead),
      ...(thinking && (thinking.type !== 'enabled' || thinking.display) && { thinking }),
      ...(Object.keys(words).length > 0 && { output_config: words }),
      ...(hosted.length > 0 && { tools: hosted }),
    },
  }
}
