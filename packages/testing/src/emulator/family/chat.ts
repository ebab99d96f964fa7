import { warmTokens } from '../brain/prefix-cache.ts'
import { promptTokens } from '../brain/tokens.ts'
import type { Thought } from '../brain/types.ts'
import type { Loose } from '../http/loose.ts'
import { inspect } from '../http/shape.ts'
import { refuse, type Call, type Reply } from '../service.ts'
import { askOf } from './ask.ts'
import { chatEvents } from './chat-events.ts'
import { messageOf } from './chat-message.ts'
import { isUnknownModel, type ChatExtras, type Member } from './member.ts'
import { checkMessages } from './messages.ts'

/** `POST /chat/completions`. */
export function chatRoute(member: Member): (call: Call) => Reply {
  const { chat, words } = member
  return (call) => {
    const body = call.body
    const problem = inspect(body, chat.fields)
    if (problem) refuse(words.problem(problem))
    if (isUnknownModel(body.model)) refuse(words.unknownModel(body.model))
    checkMessages(body.messages, words, chat.messageFields)
    chat.check?.(call)

    const kind = chat.reasoning(body)
    const ask = askOf(call, kind !== 'none')
    const thought = tagged(call.think(ask), kind)
    const total = promptTokens(ask)
    const tooLong = chat.tooLong(body.model, total)
    if (tooLong) refuse(tooLong)
    const usage = chatUsage(member, thought, total, warmTokens(call.state, ask, total), body.n ?? 1)
    const facts: ChatFacts = {
      member,
      call,
      id: chat.completionId(call.state),
      created: call.state.seconds(),
      model: chat.snapshot?.(body.model) ?? body.model,
      shown: kind === 'shown',
      choices: Array.from({ length: body.n ?? 1 }, () => thought.calls.map((one) => one.id ?? chat.callId(call.state))),
      extras: chat.extras?.(call, usage) ?? {},
      usage,
    }
    const broken = (code: string | undefined) => chat.broken(code, call.requestId)
    if (body.stream) return { events: chatEvents(thought, facts), broken }
    return { json: completion(thought, facts) }
  }
}

/** What a chat reply needs beside the thought. */
export interface ChatFacts {
  readonly member: Member
  readonly call: Call
  readonly id: string
  readonly created: number
  readonly model: string
  /** Whether reasoning is part of the answer. */
  readonly shown: boolean
  /** The ids of the tool calls, for each choice. */
  readonly choices: readonly (readonly string[])[]
  readonly extras: ChatExtras
  readonly usage: Loose
}

function completion(thought: Thought, facts: ChatFacts): Loose {
  const { id, created, model, choices, extras, usage } = facts
  return {
    id,
    object: 'chat.completion',
    created,
    model,
    choices: choices.map((ids, index) => ({
      index,
      ...messageOf(thought, ids, facts),
      finish_reason: finishOf(thought, facts),
    })),
    usage,
    ...extras.reply,
  }
}

// Reasoning that the service leaves in the text, between tags.
function tagged(thought: Thought, kind: string): Thought {
  if (kind !== 'tagged' || thought.reasoning.length === 0) return thought
  return { ...thought, text: ['<think>\n', ...thought.reasoning, '\n</think>\n\n', ...thought.text] }
}

const reasons = {
  stop: 'stop',
  length: 'length',
  'tool-calls': 'tool_calls',
  'content-filter': 'content_filter',
} as const

/** The finish reason; a call of one forced function ends with `stop`, as recorded. */
export function finishOf({ finish }: Thought, { call, member }: ChatFacts): string {
  const choice = call.body.tool_choice
  const isNamed = finish === 'tool-calls' && typeof choice === 'object' && choice !== null
  return isNamed ? (member.chat.namedCallEnds ?? 'stop') : reasons[finish]
}

function chatUsage(member: Member, { tokens, usage }: Thought, total: number, warm: number, n: number): Loose {
  const cached = usage?.cacheRead ?? warm
  const prompt = usage?.input === undefined ? total : usage.input + cached
  const reasoning = usage?.reasoning ?? tokens.reasoning
  const completion = ((usage?.output ?? tokens.output) + reasoning) * n
  const standard = { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion }
  return { ...standard, ...member.chat.usageExtras?.({ ...standard, cached }, reasoning * n) }
}
