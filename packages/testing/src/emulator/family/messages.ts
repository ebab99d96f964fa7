import type { Loose } from '../http/loose.ts'
import { inspect, type Fields } from '../http/shape.ts'
import { refuse } from '../service.ts'
import type { Words } from './member.ts'

const roles = ['developer', 'system', 'user', 'assistant', 'tool', 'function']

/** Refuses conversations that no member takes: unknown roles, tool results without their call, tool calls without their results. */
export function checkMessages(messages: Loose[], words: Words, fields: Fields | undefined): void {
  if (messages.length === 0)
    refuse(
      words.refusal(
        "Invalid 'messages': empty array. Expected an array with minimum length 1, but got an empty array instead.",
        'messages',
        'empty_array',
      ),
    )
  const open = new Set<string>()
  for (const [i, message] of messages.entries()) {
    const problem = fields ? inspect(message, fields, ['messages', i]) : undefined
    if (problem) refuse(words.problem(problem))
    if (!roles.includes(message?.role)) {
      refuse(words.problem({ kind: 'value', path: ['messages', i, 'role'], values: roles, got: message?.role }))
    }
    if (message.role === 'tool') answer(open, message, i, words)
    else if (open.size > 0) unanswered(open, i, words)
    for (const { id } of message.tool_calls ?? []) open.add(id)
    if (message.content == null && !message.tool_calls && !message.function_call && message.role !== 'assistant') {
      const text = `Invalid value for 'content': expected a string, got null.`
      refuse(words.refusal(text, `messages.[${i}].content`, null))
    }
  }
  if (open.size > 0) unanswered(open, messages.length, words)
}

function answer(open: Set<string>, message: Loose, i: number, words: Words): void {
  if (typeof message.tool_call_id !== 'string')
    refuse(words.problem({ kind: 'missing', path: ['messages', i, 'tool_call_id'] }))
  if (open.delete(message.tool_call_id)) return
  const text =
    "Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'."
  refuse(words.refusal(text, `messages.[${i}].role`, null))
}

function unanswered(open: Set<string>, i: number, words: Words): never {
  const ids = [...open].join(', ')
  const text = `An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: ${ids}`
  return refuse(words.refusal(text, `messages.[${i}].role`, null))
}
