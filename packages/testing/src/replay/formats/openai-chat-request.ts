import { ofToday } from '../fold.ts'
import type { Intent, OpaqueMessage } from '../format.ts'
import type { Part, Tool } from '@llmrr/core'

type Bag = Record<string, any> // eslint-disable-line typescript/no-explicit-any -- the wire has no types here

const part = (p: Bag): Part => {
  if (p['type'] === 'image_url')
    return {
      type: 'media',
      mediaType: 'image/*',
      url: p['image_url'].url ?? p['image_url'],
      ...(p['image_url'].detail && { detail: p['image_url'].detail }),
    }
  if (p['type'] === 'input_audio')
    return {
      type: 'media',
      mediaType: `audio/${(p['input_audio'].format ?? 'mpeg').replace('mp3', 'mpeg')}`,
      data: (p['input_audio'].data ?? p['input_audio']).replace(/^data:[^,]*,/, ''),
    }
  if (p['type'] === 'file' && p['file'].file_id)
    return { type: 'media', mediaType: 'application/pdf', file: { provider: '', id: p['file'].file_id } }
  if (p['type'] === 'file')
    return {
      type: 'media',
      mediaType: 'application/pdf',
      url: p['file'].file_data,
      ...(p['file'].filename && { name: p['file'].filename }),
    }
  return { type: 'text', text: p['text'] ?? '', ...(p['cache_control'] && { cache: true as const }) }
}
const parts = (content: unknown): Part[] =>
  typeof content === 'string' ? [{ type: 'text', text: content }] : ((content ?? []) as Bag[]).map(part)
const opaque = (m: Bag): boolean =>
  ['reasoning', 'reasoning_content', 'reasoning_details', 'annotations', 'audio', 'refusal'].some((name) => m[name]) ||
  (Array.isArray(m['content']) && m['content'].some((p: Bag) => p['type'] !== 'text'))
const call = (c: Bag): Part => {
  try {
    return {
      type: 'tool-call',
      id: c['id'],
      name: c['function'].name,
      input: JSON.parse(c['function'].arguments || '{}'),
    }
  } catch {
    return { type: 'tool-call', id: c['id'], name: c['function'].name, input: null, invalid: c['function'].arguments }
  }
}

const message = (m: Bag, names: Map<string, string>): OpaqueMessage => {
  for (const c of m['tool_calls'] ?? []) names.set(c.id, c.function.name)
  if (m['role'] === 'tool')
    return {
      role: 'tool',
      content: [
        {
          type: 'tool-result',
          id: m['tool_call_id'],
          name: names.get(m['tool_call_id']) ?? m['name'] ?? 'tool',
          ...(Array.isArray(m['content']) ? { parts: parts(m['content']) } : { output: m['content'] }),
        },
      ],
    }
  if (m['role'] === 'assistant')
    return opaque(m)
      ? { role: 'assistant', wire: [m] }
      : { role: 'assistant', content: [...parts(m['content']), ...(m['tool_calls'] ?? []).map(call)] }
  return { role: m['role'] === 'user' ? 'user' : 'system', content: parts(m['content']) }
}

/** Chat Completions: the request. */
export function readChatRequest(sent: Bag): Intent {
  const { model, messages, tools, functions, function_call: wanted, tool_choice: choice = wanted, max_tokens, max_completion_tokens: most = max_tokens, temperature, top_p: topP, stop, seed, frequency_penalty: frequencyPenalty, presence_penalty: presencePenalty, parallel_tool_calls: parallelToolCalls, response_format: format, reasoning_effort: reasoning, user, metadata, service_tier: serviceTier, logprobs, top_logprobs: top, prompt_cache_key: key, stream, stream_options: _, ...rest } = sent // prettier-ignore
  const own: Bag[] =
    functions ??
    tools?.filter((t: Bag) => t['type'] === 'function' || t['function']).map((t: Bag) => t['function']) ??
    []
  const named = choice?.function?.name ?? choice?.name
  const names = new Map<string, string>()
  const settings = { maxOutputTokens: most, temperature, topP, stop: typeof stop === 'string' ? [stop] : stop, seed, frequencyPenalty, presencePenalty, parallelToolCalls, reasoning, user, metadata, serviceTier, logprobs: logprobs ? (top ?? true) : undefined, cache: key && { key }, toolChoice: named ? { tool: named } : choice === 'any' ? 'required' : choice, output: format?.type === 'json_schema' ? format.json_schema : undefined, tools: own.length > 0 ? own.map(({ name, description, parameters: input, strict }): Tool => ({ name, ...(description && { description }), ...(input && { input }), ...(typeof strict === 'boolean' && { strict }) })) : undefined } // prettier-ignore
  const given = Object.fromEntries(
    Object.entries(settings).filter(([, value]) => value !== undefined && value !== null),
  )
  return {
    model,
    stream: stream === true,
    request: { messages: (messages ?? []).map((m: Bag) => message(ofToday(m), names)), ...given },
    rest: {
      ...rest,
      ...(tools?.length > own.length && { tools: tools.filter((t: Bag) => !t['function']) }),
      ...(format && format.type === 'json_object' && { response_format: format }),
    },
  }
}
