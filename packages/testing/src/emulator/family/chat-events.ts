import { argumentPieces } from '../brain/tokens.ts'
import type { Thought } from '../brain/types.ts'
import { data } from '../http/sse.ts'
import { annotationsOf, audioOf, logprob, wireCall } from './chat-message.ts'
import { finishOf } from './chat.ts'
import type { ChatFacts } from './chat.ts'

/** The chunks of a chat completion. Frames are put together from text, since this is where benchmarks spend their time. */
export function* chatEvents(thought: Thought, facts: ChatFacts): Iterable<string> {
  const { member, call, extras, usage } = facts
  const { chat } = member
  const body = call.body
  const head = `data: {"id":"${facts.id}","object":"chat.completion.chunk","created":${facts.created},"model":${JSON.stringify(facts.model)},${chat.chunkTail ?? ''}`
  const frame = (index: number, delta: string, finish = 'null', logprobs = 'null', more = ''): string =>
    `${head}"choices":[{"index":${index},"delta":${delta},"logprobs":${logprobs},"finish_reason":${finish}}]${more}}\n\n`
  const usageNull = body.stream_options?.include_usage && chat.nullContent ? ',"usage":null' : ''
  const fields = (value: object = {}): string =>
    Object.keys(value).length === 0 ? '' : `,${JSON.stringify(value).slice(1, -1)}`
  const audio = body.modalities?.includes('audio') ? audioOf(thought.text.join(''), facts) : undefined

  for (const index of facts.choices.keys()) {
    const silent = thought.text.length === 0 && thought.calls.length > 0 && chat.nullContent
    const first = { role: 'assistant', content: silent ? null : '', ...(chat.nullContent && { refusal: null }) }
    yield frame(index, JSON.stringify(first), 'null', 'null', usageNull + (index === 0 ? fields(extras.first) : ''))
    if (facts.shown) {
      for (const piece of thought.reasoning)
        yield frame(
          index,
          JSON.stringify(chat.reasoningDelta?.(body, piece) ?? { [chat.reasoningField ?? 'reasoning']: piece }),
          'null',
          'null',
          usageNull,
        )
    }
    if (audio) {
      yield frame(
        index,
        JSON.stringify({ audio: { id: audio.id, transcript: audio.transcript } }),
        'null',
        'null',
        usageNull,
      )
      yield frame(
        index,
        JSON.stringify({ audio: { id: audio.id, data: audio.data, expires_at: audio.expires_at } }),
        'null',
        'null',
        usageNull,
      )
    } else if (body.logprobs) {
      for (const piece of thought.text) {
        const logprobs = JSON.stringify({ content: [logprob(piece, body.top_logprobs ?? 0)], refusal: null })
        yield frame(index, JSON.stringify({ content: piece }), 'null', logprobs, usageNull)
      }
    } else {
      for (const piece of thought.text)
        yield frame(index, `{"content":${JSON.stringify(piece)}}`, 'null', 'null', usageNull)
    }
    if (thought.refusal !== undefined)
      yield frame(
        index,
        JSON.stringify({ [chat.nullContent ? 'refusal' : 'content']: thought.refusal }),
        'null',
        'null',
        usageNull,
      )
    const cited = annotationsOf(thought)
    if (cited.length > 0) yield frame(index, JSON.stringify({ annotations: cited }), 'null', 'null', usageNull)
    const together = chat.wholeToolCalls === 'last' && thought.calls.length > 0
    if (!together)
      yield* callFrames(thought, facts, index, (delta) =>
        frame(index, JSON.stringify(delta), 'null', 'null', usageNull),
      )
    const last = chat.usageOnFinish ? fields({ usage, ...extras.last }) : usageNull + fields(extras.last)
    const delta = together ? JSON.stringify({ tool_calls: callsOf(thought, facts, index) }) : '{}'
    yield frame(index, delta, JSON.stringify(finishOf(thought, facts)), 'null', last)
  }
  if (body.stream_options?.include_usage && chat.usageOnFinish !== 'only')
    yield `${head}"choices":[],"usage":${JSON.stringify(usage)}}\n\n`
  if (!chat.endsSilently) yield 'data: [DONE]\n\n'
}

const callsOf = (thought: Thought, { call, choices }: ChatFacts, choice: number): object[] =>
  thought.calls.map((one, index) => ({ index, ...wireCall(one, choices[choice]![index]!, call.body) }))

function* callFrames(
  thought: Thought,
  { member, call, choices }: ChatFacts,
  choice: number,
  frame: (delta: unknown) => string,
): Iterable<string> {
  for (const [index, one] of thought.calls.entries()) {
    const whole = wireCall(one, choices[choice]![index]!, call.body)
    if (member.chat.wholeToolCalls) {
      yield frame({ tool_calls: [{ index, ...whole }] })
      continue
    }
    const kind = whole.type as 'function' | 'custom'
    const field = kind === 'custom' ? 'input' : 'arguments'
    yield frame({ tool_calls: [{ index, id: whole.id, type: kind, [kind]: { name: one.name, [field]: '' } }] })
    for (const piece of argumentPieces(one.input)) yield frame({ tool_calls: [{ index, [kind]: { [field]: piece } }] })
  }
}

/** A failure inside a stream, as OpenAI sends it. */
export const errorEvent = (error: unknown): string => data({ error })
