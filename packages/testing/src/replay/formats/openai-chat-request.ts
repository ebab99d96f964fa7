import { ofToday } from './openai-chat-fold.ts'
import { given, ownTools, plain, rest } from './request.ts'
import type { Bag } from './request.ts'
import type { Intent, OpaqueMessage } from '../format.ts'
import type { Part } from '@llmrr/core'

const part = (p: Bag): Part => {
  // Mistral: a document by its address or as data, and a stored file without a wrapper.
  if (p['type'] === 'document_url')
    return {
      type: 'media',
      mediaType: /^data:([^;,]+)/.exec(p['document_url'])?.[1] ?? 'application/pdf',
      url: p['document_url'],
      ...(p['document_name'] && { name: p['document_name'] }),
    }
  if (p['type'] === 'file' && p['file_id'])
    return { type: 'media', mediaType: 'application/pdf', file: { provider: '', id: p['file_id'] } }
  if (p['type'] === 'image_url')
    return {
      type: 'media',
      mediaType: 'image/*',
      url: p['image_url'].url ?? p['image_url'],
      ...(p['image_url'].detail && { detail: p['image_url'].detail }),
    }
  if (p['type'] === 'video_url') return { type: 'media', mediaType: 'video/*', url: p['video_url'].url }
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

const names = {
  temperature: 'temperature',
  topP: 'top_p',
  seed: 'seed',
  frequencyPenalty: 'frequency_penalty',
  presencePenalty: 'presence_penalty',
  parallelToolCalls: 'parallel_tool_calls',
  reasoning: 'reasoning_effort',
  user: 'user',
  metadata: 'metadata',
  serviceTier: 'service_tier',
}
const read = ['model', 'messages', 'tools', 'functions', 'function_call', 'tool_choice', 'max_tokens', 'stop', 'n']
const alsoRead = ['max_completion_tokens', 'response_format', 'logprobs', 'top_logprobs', 'prompt_cache_key']

/** Chat Completions: the request. */
export function readChatRequest(sent: Bag): Intent {
  const { stop, tools = [], response_format: format, tool_choice: choice = sent['function_call'], n } = sent
  const own: Bag[] = sent['functions'] ?? (tools ?? []).map((t: Bag) => t['function']).filter(Boolean)
  const hosted = (tools ?? []).filter((t: Bag) => !t['function'])
  const wanted = choice?.function?.name ?? choice?.name
  const calls = new Map<string, string>()
  const request = given({
    messages: (sent['messages'] ?? []).map((m: Bag) => message(ofToday(m), calls)),
    ...plain(sent, names),
    maxOutputTokens: sent['max_completion_tokens'] ?? sent['max_tokens'],
    stop: typeof stop === 'string' ? [stop] : stop,
    logprobs: sent['logprobs'] ? (sent['top_logprobs'] ?? true) : undefined,
    cache: sent['prompt_cache_key'] && { key: sent['prompt_cache_key'] },
    tools: ownTools(own, 'parameters'),
    toolChoice: wanted ? { tool: wanted } : choice === 'any' ? 'required' : choice,
    output: format?.type === 'json_schema' ? format.json_schema : undefined,
  })
  return {
    model: sent['model'],
    stream: sent['stream'] === true,
    request,
    rest: {
      ...rest(sent, names, ...read, ...alsoRead, 'stream', 'stream_options'),
      ...(n > 1 && { n }),
      ...(hosted.length > 0 && { tools: hosted }),
      ...(format?.type === 'json_object' && { response_format: format }),
    },
  }
}
