import { audioTypes, speechOf } from '../brain/media.ts'
import type { Thought } from '../brain/types.ts'
import type { Loose } from '../http/loose.ts'
import type { ChatFacts } from './chat.ts'

/** The message of one choice and its log probabilities. */
export function messageOf(thought: Thought, ids: readonly string[], facts: ChatFacts): Loose {
  const { chat } = facts.member
  const body = facts.call.body
  const text = thought.text.join('')
  const message: Loose = { role: 'assistant' }
  const audio = body.modalities?.includes('audio') ? audioOf(text, facts) : undefined
  if (thought.calls.length === 0 || thought.text.length > 0)
    message.content = thought.refusal === undefined && !audio ? text : null
  else if (chat.nullContent) message.content = null
  if (facts.shown && thought.reasoning.length > 0) {
    const said = thought.reasoning.join('')
    Object.assign(message, chat.reasoned?.(message, said) ?? { [chat.reasoningField ?? 'reasoning']: said })
  }
  if (thought.calls.length > 0) message.tool_calls = thought.calls.map((call, i) => wireCall(call, ids[i]!, body))
  if (chat.nullContent)
    Object.assign(message, { refusal: thought.refusal ?? null, annotations: annotationsOf(thought) })
  else if (thought.refusal !== undefined) message.content = thought.refusal
  if (audio) message.audio = audio
  return {
    message,
    ...logprobsOf(thought, facts),
  }
}

// OpenAI leaves the field out unless it was asked for; the others send `null`.
function logprobsOf({ text }: Thought, { call: { body }, member }: ChatFacts): Loose {
  if (!body.logprobs) return member.chat.nullContent ? {} : { logprobs: null }
  return { logprobs: { content: text.map((piece) => logprob(piece, body.top_logprobs ?? 0)), refusal: null } }
}

/** A tool call as chat completions write it. */
export function wireCall({ name, input }: Loose, id: string, body: Loose): Loose {
  const custom = (body.tools ?? []).some((tool: Loose) => tool.type === 'custom' && tool.custom.name === name)
  return custom
    ? { id, type: 'custom', custom: { name, input } }
    : { id, type: 'function', function: { name, arguments: input } }
}

/** URL citations of web search results, by position in the text. */
export function annotationsOf({ citations, searches, text }: Thought): Loose[] {
  return citations.flatMap(({ from, to, result }) => {
    const found = result === undefined ? undefined : searches[0]?.results[result]
    if (!found) return []
    const start = text.slice(0, from).join('').length
    const end = text.slice(0, to).join('').length
    return [
      {
        type: 'url_citation',
        url_citation: { end_index: end, start_index: start, title: found.title, url: found.url },
      },
    ]
  })
}

/** The log probability of one token, and of as many alternatives as were asked for. */
export function logprob(token: string, alternatives: number): Loose {
  const one = (token: string, logprob: number): Loose => ({ token, logprob, bytes: [...Buffer.from(token)] })
  const others = Array.from({ length: alternatives }, (_, i) =>
    one(i === 0 ? token : `${token}${i}`, i === 0 ? -0.05 : -3 - i),
  )
  return { ...one(token, -0.05), top_logprobs: others }
}

/** Spoken text, where audio was asked for. */
export function audioOf(transcript: string, { call }: ChatFacts): Loose {
  const format: string = call.body.audio?.format ?? 'wav'
  const known = format === 'pcm16' ? 'pcm' : format in audioTypes ? format : 'wav'
  const audio = speechOf(known, transcript)
  return {
    id: call.state.id('audio_', 32),
    data: audio.toString('base64'),
    expires_at: call.state.seconds() + 3600,
    transcript,
  }
}
