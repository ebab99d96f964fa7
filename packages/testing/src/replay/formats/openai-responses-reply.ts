import { failed, joined, parsed, unitsOf } from './reply.ts'
import type { Bag } from './request.ts'
import type { Facts } from '../format.ts'
import type { Recording } from '../recording.ts'

const isCall = /^(?:function|custom_tool|shell|local_shell|apply_patch|computer)_call$|^mcp_approval_request$/
// xAI's own steps on X come in the form of a caller's tool.
const isHosted = ({ type, name }: Bag): boolean => type === 'custom_tool_call' && /^(?:x_|view_)/.test(name ?? '')
const cuts: Bag = { max_output_tokens: 'length', content_filter: 'content-filter' }
const nameOf = ({ type, name }: Bag): string => (/^f|^cu/.test(type) ? name : type.replace(/_call$/, ''))
const inputOf = (item: Bag): object => {
  if (item['type'] === 'function_call') return { input: parsed(item['arguments']) }
  return item['type'] === 'custom_tool_call' ? { input: item['input'] } : {}
}

/** Responses: the reply, in one piece or as a stream, whose finished items count. */
export function saidByResponses(recording: Recording): Facts {
  const units = unitsOf(recording)
  const last = units.findLast((unit) => unit['output'] ?? unit['response']?.usage ?? unit['response']?.error)
  const body: Bag = last?.['response'] ?? last ?? {}
  const trouble = units.find((unit) => unit['type'] === 'error') ?? body['error']
  if (trouble || recording.status >= 400) return failed(recording, trouble)
  const done = units.filter((unit) => unit['type'] === 'response.output_item.done')
  const order = done.toSorted((a, b) => a['output_index'] - b['output_index']).map((unit): Bag => unit['item'])
  const items: Bag[] = order.length > 0 ? order : (body['output'] ?? [])
  const contents: Bag[] = items.flatMap((item) => (item['type'] === 'message' ? item['content'] : []))
  const thoughts = items.filter((item) => item['type'] === 'reasoning')
  const calls = items.filter((item) => isCall.test(item['type']) && !isHosted(item))
  const usual = calls.length > 0 ? 'tool-calls' : 'stop'
  const finish = contents.some((content) => content['type'] === 'refusal') ? 'content-filter' : usual
  return {
    text: joined(contents, (content) => content['text'] ?? content['refusal']),
    reasoning: joined(
      thoughts.flatMap(({ summary, content }): Bag[] => [...(summary ?? []), ...(content ?? [])]),
      (piece) => piece['text'],
    ),
    toolCalls: calls.map((item) => ({ name: nameOf(item), ...inputOf(item) })),
    finish: body['status'] === 'incomplete' ? (cuts[body['incomplete_details']?.reason] ?? 'other') : finish,
    total: body['usage']?.total_tokens,
  }
}
