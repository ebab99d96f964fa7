import type { AnswerOption } from '../types.ts'
import { seedOf, sequence } from './chance.ts'
import { synthesise } from './schema.ts'
import { pieces } from './tokens.ts'
import type { Answer, Ask, Call, Citation, Search, Thought } from './types.ts'
import { reasoningFor, textFor } from './words.ts'

/** What the model answers: the script if there is one, else what {@link invent} makes of the request. Same request, same answer. */
export function think(ask: Ask, option: AnswerOption | undefined): Thought {
  const scripted = typeof option === 'function' ? option(ask) : option
  return scripted === undefined
    ? invent(ask)
    : follow(ask, typeof scripted === 'string' ? { text: scripted } : scripted)
}

function follow(ask: Ask, answer: Answer): Thought {
  const text = answer.events !== undefined ? repeated(answer.events) : answer.text
  const calls = (answer.toolCalls ?? []).map(({ id, name, input }) => ({
    id,
    name,
    input: typeof input === 'string' ? input : JSON.stringify(input ?? {}),
  }))
  return conclude(answer.events === undefined ? ask : { ...ask, maxTokens: undefined }, {
    reasoning: answer.reasoning === undefined ? [] : pieces(answer.reasoning),
    text: Array.isArray(text) ? text : pieces((text as string | undefined) ?? ''),
    refusal: answer.refusal,
    calls,
    finish: answer.finish,
    usage: answer.usage,
  })
}

let words: string[] = []
function repeated(events: number): string[] {
  if (words.length !== events) words = Array.from({ length: events }, (_, i) => (i % 12 === 11 ? 'word. ' : 'word '))
  return words
}

function invent(ask: Ask): Thought {
  const reasoning = ask.reasoning ? pieces(reasoningFor(ask)) : []
  const calls = callsFor(ask)
  if (calls.length > 0) return conclude(ask, { reasoning, text: [], calls })
  if (ask.schema !== undefined) {
    const value = ask.schema === true ? { answer: 'sample', words: 1 } : synthesise(ask.schema)
    return conclude(ask, { reasoning, text: pieces(JSON.stringify(value)), calls })
  }
  const searches = ask.serverTools.some((name) => name.startsWith('web_search')) ? [searchFor(ask)] : []
  const { text, citations } = cited(ask, searches)
  return conclude(ask, { reasoning, text, calls, searches, citations })
}

/** The last thing the user or a tool said. */
const lastTurn = (ask: Ask) => ask.messages.at(-1)

function callsFor(ask: Ask): Call[] {
  const { tools, toolChoice } = ask
  if (tools.length === 0 || toolChoice === 'none') return []
  const named = typeof toolChoice === 'object' ? tools.filter(({ name }) => name === toolChoice.name) : undefined
  const last = lastTurn(ask)
  const said = (last?.role === 'user' ? last.text : '').toLowerCase()
  const mentioned = tools.filter(
    ({ name }) => said.includes(name.toLowerCase()) || said.includes(name.toLowerCase().replace(/[_-]/gu, ' ')),
  )
  const wanted = named ?? (toolChoice === 'required' && mentioned.length === 0 ? tools.slice(0, 1) : mentioned)
  return (ask.parallel ? wanted : wanted.slice(0, 1)).map(({ name, schema }) => ({
    name,
    input: schema === undefined ? 'sample' : JSON.stringify(synthesise(schema)),
  }))
}

function searchFor(ask: Ask): Search {
  const query = (lastTurn(ask)?.text ?? '').split(/\s+/u).slice(0, 6).join(' ') || 'emulator'
  const next = sequence(seedOf(query))
  const results = ['notes', 'guide', 'report'].map((kind) => ({
    url: `https://example.com/${kind}/${Math.floor(next() * 900 + 100)}`,
    title: `An example ${kind}`,
    text: `The example ${kind} says that nothing was searched for on the real web.`,
  }))
  return { query, results }
}

function cited(ask: Ask, searches: readonly Search[]): { text: string[]; citations: Citation[] } {
  const text: string[] = []
  const citations: Citation[] = []
  const add = (sentence: string, source?: Omit<Citation, 'from' | 'to'>): void => {
    const from = text.length
    text.push(...pieces(text.length === 0 ? sentence : ` ${sentence}`))
    if (source) citations.push({ from, to: text.length, ...source })
  }
  if (ask.documents.length > 0 || searches.length > 0) {
    ask.documents.forEach(({ text: whole }, document) => {
      const quote = /^[^.!?]*[.!?]?\s?/u.exec(whole)?.[0] ?? ''
      if (quote) add(quote.trim(), { document, quote })
    })
    for (const [result, { text: quote }] of (searches[0]?.results ?? []).slice(0, 2).entries())
      add(quote, { result, quote })
  }
  add(textFor(ask))
  return { text, citations }
}

const costOf = ({ name, input }: Call): number => Math.ceil((name.length + input.length) / 4) + 4

type Draft = Partial<Omit<Thought, 'text' | 'calls'>> & Pick<Thought, 'text' | 'calls'>

// Stop sequences and the bound on tokens act on whatever was to be said, in the order reasoning, text, tool calls.
function conclude(ask: Ask, draft: Draft): Thought {
  const { refusal, usage } = draft
  let { text, calls } = draft
  let reasoning = draft.reasoning ?? []
  let finish = draft.finish
  let stopped: string | undefined
  if (ask.stop.length > 0 && text.length > 0) {
    const whole = text.join('')
    const found = ask.stop.map((stop) => ({ stop, at: whole.indexOf(stop) })).filter(({ at }) => at >= 0)
    const first = found.toSorted((a, b) => a.at - b.at)[0]
    if (first) {
      text = pieces(whole.slice(0, first.at))
      calls = []
      stopped = first.stop
      finish ??= 'stop'
    }
  }
  const room = ask.maxTokens ?? Infinity
  if (reasoning.length + text.length > room) {
    reasoning = reasoning.slice(0, room)
    text = text.slice(0, room - reasoning.length)
    calls = []
    finish = 'length'
    stopped = undefined
  }
  const left = room - reasoning.length - text.length
  if (calls.length > 0 && calls.reduce((sum, call) => sum + costOf(call), 0) > left) {
    // The services stop in the middle of the arguments, so that they no longer parse.
    const first = calls[0]!
    calls = [{ ...first, input: first.input.slice(0, Math.max(0, left * 4 - first.name.length)) }]
    finish = 'length'
  }
  const spoken = refusal === undefined ? text.length : pieces(refusal).length
  const called = calls.reduce((sum, call) => sum + costOf(call), 0)
  const citations = (draft.citations ?? []).filter(({ to }) => to <= text.length)
  return {
    reasoning,
    searches: draft.searches ?? [],
    text,
    citations,
    refusal,
    calls,
    finish: finish ?? (calls.length > 0 ? 'tool-calls' : 'stop'),
    stopped,
    tokens: { output: Math.min(spoken + called, Math.max(room - reasoning.length, 0)), reasoning: reasoning.length },
    usage,
  }
}
