import { given, ownTools, plain, rest } from './request.ts'
import type { Bag } from './request.ts'
import type { Intent, OpaqueMessage } from '../format.ts'
import type { Part } from '@llmrr/core'

const part = (p: Bag): Part => {
  const kind = p['type'] === 'input_image' ? 'image/*' : 'application/pdf'
  if (p['file_id']) return { type: 'media', mediaType: kind, file: { provider: '', id: p['file_id'] } }
  if (p['type'] === 'input_image')
    return { type: 'media', mediaType: kind, url: p['image_url'], ...(p['detail'] && { detail: p['detail'] }) }
  if (p['type'] === 'input_file')
    return {
      type: 'media',
      mediaType: kind,
      url: p['file_url'] ?? p['file_data'],
      ...(p['filename'] && { name: p['filename'] }),
    }
  return { type: 'text', text: p['text'] ?? p['refusal'] ?? '' }
}
const parts = (content: unknown): Part[] =>
  typeof content === 'string' ? [{ type: 'text', text: content }] : ((content ?? []) as Bag[]).map(part)

/** Items in turns: what the model said stays as it is, for the adapter to read as an answer. */
function turns(input: string | Bag[]): OpaqueMessage[] {
  if (typeof input === 'string') return [{ role: 'user', content: input }]
  const names = new Map<string, string>()
  const messages: (OpaqueMessage & Bag)[] = []
  for (const item of input) {
    if (item['call_id'] && item['name']) names.set(item['call_id'], item['name'])
    const result = /^(?:function|custom_tool)_call_output$/.test(item['type'])
    const plain = item['role'] && item['role'] !== 'assistant'
    if (result)
      messages.push({
        role: 'tool',
        content: [
          {
            type: 'tool-result',
            id: item['call_id'],
            name: names.get(item['call_id']) ?? 'tool',
            ...(Array.isArray(item['output']) ? { parts: parts(item['output']) } : { output: item['output'] }),
          },
        ],
      })
    else if (plain)
      messages.push({ role: item['role'] === 'user' ? 'user' : 'system', content: parts(item['content']) })
    else if (item['role'] && !item['id']) messages.push({ role: 'assistant', content: parts(item['content']) })
    else if (messages.at(-1)?.['wire']) messages.at(-1)!['wire'].push(item)
    else messages.push({ role: 'assistant', wire: [item] } as never)
  }
  return messages
}

const names = {
  maxOutputTokens: 'max_output_tokens',
  temperature: 'temperature',
  topP: 'top_p',
  parallelToolCalls: 'parallel_tool_calls',
  user: 'user',
  metadata: 'metadata',
  serviceTier: 'service_tier',
  logprobs: 'top_logprobs',
  system: 'instructions',
}
const read = ['model', 'input', 'tools', 'tool_choice', 'text', 'reasoning', 'prompt_cache_key', 'stream']

function outputOf(format: Bag | undefined): object | undefined {
  if (format?.['type'] !== 'json_schema') return undefined
  const { type: _, ...output } = format
  return given(output)
}

/** Responses: the request. */
export function readResponsesRequest(sent: Bag): Intent {
  const { tools, tool_choice: choice, reasoning, text, prompt_cache_key: key } = sent
  const own: Bag[] = (tools ?? []).filter((t: Bag) => t['type'] === 'function')
  const hosted = (tools ?? []).filter((t: Bag) => t['type'] !== 'function')
  const isOwn = choice?.type === 'function'
  const { format, ...words } = text ?? {}
  const request = given({
    messages: turns(sent['input'] ?? []),
    ...plain(sent, names),
    cache: key && { key },
    tools: ownTools(own, 'parameters'),
    toolChoice: isOwn ? { tool: choice.name } : typeof choice === 'object' ? undefined : choice,
    reasoning: reasoning && given({ effort: reasoning.effort, summary: reasoning.summary && true }),
    output: outputOf(format),
  })
  return {
    model: sent['model'],
    stream: sent['stream'] === true,
    request,
    rest: {
      ...rest(sent, names, ...read),
      ...(Object.keys(words).length > 0 && { text: words }),
      ...(hosted.length > 0 && { tools: hosted }),
      ...(choice && typeof choice === 'object' && !isOwn && { tool_choice: choice }),
    },
  }
}
