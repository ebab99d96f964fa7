import type { Intent, OpaqueMessage } from '../format.ts'
import type { Part, Tool } from '@llmrr/core'

type Bag = Record<string, any> // eslint-disable-line typescript/no-explicit-any -- the wire has no types here

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

/** Responses: the request. */
export function readResponsesRequest(sent: Bag): Intent {
  const { model, input, instructions, tools = [], tool_choice: choice, max_output_tokens: maxOutputTokens, temperature, top_p: topP, parallel_tool_calls: parallelToolCalls, text, reasoning, user, metadata, service_tier: serviceTier, top_logprobs: logprobs, prompt_cache_key: key, stream, ...rest } = sent // prettier-ignore
  const own: Bag[] = tools.filter((t: Bag) => t['type'] === 'function')
  const isOwn = choice?.type === 'function'
  const { format, ...words } = text ?? {}
  const settings = { maxOutputTokens, temperature, topP, parallelToolCalls, user, metadata, serviceTier, logprobs, cache: key && { key }, toolChoice: isOwn ? { tool: choice.name } : typeof choice === 'object' ? undefined : choice, reasoning: reasoning && { effort: reasoning.effort, ...(reasoning.summary && { summary: true }) }, output: format?.type === 'json_schema' ? { name: format.name, schema: format.schema, ...(typeof format.strict === 'boolean' && { strict: format.strict }), ...(format.description && { description: format.description }) } : undefined, tools: own.length > 0 ? own.map(({ name, description, parameters: input, strict }): Tool => ({ name, ...(description && { description }), ...(input && { input }), ...(typeof strict === 'boolean' && { strict }) })) : undefined } // prettier-ignore
  const given = Object.fromEntries(
    Object.entries(settings).filter(([, value]) => value !== undefined && value !== null),
  )
  return {
    model,
    stream: stream === true,
    request: { messages: turns(input ?? []), ...(instructions && { system: instructions }), ...given },
    rest: {
      ...rest,
      ...(Object.keys(words).length > 0 && { text: words }),
      ...(tools.length > own.length && { tools: tools.filter((t: Bag) => t['type'] !== 'function') }),
      ...(choice && typeof choice === 'object' && !isOwn && { tool_choice: choice }),
    },
  }
}
