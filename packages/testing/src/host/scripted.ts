import { defineProvider, llmError } from '@llmrr/core'
import type {
  ChatEvent,
  Context,
  ErrorCode,
  ErrorFields,
  Provider,
  ProviderParts,
  ResolvedChatRequest,
  Usage,
} from '@llmrr/core'

/** What a scripted provider does with one call. */
export interface Step {
  play(request: ResolvedChatRequest, context: Context): AsyncIterable<ChatEvent>
}

/** How an answer comes. */
export interface AnswerOptions {
  /** Time to the first event. Default 0. */
  readonly ms?: number
  /** Time between two events. Default 0. */
  readonly gapMs?: number
  /** Default: one token per word of the answer, none unknown. */
  readonly usage?: Usage
}

const codes: { readonly [status: number]: ErrorCode } = {
  400: 'invalid-request',
  401: 'auth',
  402: 'quota',
  403: 'permission',
  404: 'not-found',
  408: 'timeout',
  413: 'context-length',
  429: 'rate-limit',
  500: 'server',
  502: 'server',
  503: 'overloaded',
  504: 'timeout',
  529: 'overloaded',
}

const wordsOf = (text: string): string[] => text.split(/(?<= )/).filter(Boolean)

const finish = (text: string, { usage }: AnswerOptions): ChatEvent => ({
  type: 'finish',
  reason: 'stop',
  usage: usage ?? { input: 1, output: wordsOf(text).length },
})

async function* spoken(
  text: string,
  { host, signal, target }: Context,
  { ms = 0, gapMs = 0 }: AnswerOptions,
): AsyncGenerator<ChatEvent> {
  if (ms > 0) await host.sleep(ms, signal)
  yield { type: 'start', model: target.model }
  for (const [index, word] of wordsOf(text).entries()) {
    if (gapMs > 0 && index > 0) await host.sleep(gapMs, signal)
    yield { type: 'text-delta', index: 0, text: word }
  }
}

/** Answers, word by word. */
export const ok = (text: string, options: AnswerOptions = {}): Step => ({
  async *play(_request, context) {
    yield* spoken(text, context, options)
    yield finish(text, options)
  },
})

/** Answers with these events, as they are. */
export const events = (list: readonly ChatEvent[]): Step => ({
  async *play() {
    yield* list
  },
})

/** Fails before anything is said: by an error code, or by an HTTP status as services mean it. */
export const fail = (
  code: ErrorCode | number,
  { ms = 0, ...fields }: ErrorFields & { readonly ms?: number } = {},
): Step => ({
  // oxlint-disable-next-line require-yield
  async *play(_request, { host, signal, target }) {
    if (ms > 0) await host.sleep(ms, signal)
    const named = typeof code === 'number' ? (codes[code] ?? (code < 500 ? 'invalid-request' : 'server')) : code
    const status = typeof code === 'number' ? { status: code } : {}
    throw llmError(named, `${target.provider} was told to fail (${code}).`, { ...status, ...fields })
  },
})

/** Never answers; ends only by its signal. */
export const hang = (): Step => ({
  // oxlint-disable-next-line require-yield
  async *play(_request, { signal }) {
    await new Promise<never>((_, reject) => {
      if (signal.aborted) return reject(signal.reason as Error)
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
    })
  },
})

/** Begins to answer, and is cut after so many words (0: before the first). */
export const cut = (text: string, words: number, options: AnswerOptions = {}): Step => ({
  async *play(_request, context) {
    yield* spoken(wordsOf(text).slice(0, words).join(''), context, options)
  },
})

/** Begins to answer, and fails inside its own stream after so many words. */
export const inBand = (
  text: string,
  words: number,
  code: ErrorCode,
  options: AnswerOptions & ErrorFields = {},
): Step => ({
  async *play(_request, context) {
    yield* spoken(wordsOf(text).slice(0, words).join(''), context, options)
    throw llmError(code, `${context.target.provider} was told to fail in the middle (${code}).`, options)
  },
})

/** What a scripted provider has seen. */
export interface Scripted {
  readonly provider: Provider<ProviderParts>
  /** Every call, in order. */
  readonly calls: readonly { readonly request: ResolvedChatRequest; readonly context: Context; readonly at: number }[]
  /** Calls that have begun and not ended. */
  readonly open: number
}

/** Chooses what to do by the number of the call (from 0), its request or its target. */
export type Choose = (call: number, request: ResolvedChatRequest, context: Context) => Step

/** A provider that does what it is told: one step for all calls, or a list with one per call (the last one for all after it), or a choice. */
export function scripted(id: string, script: Step | readonly Step[] | Choose, parts: ProviderParts = {}): Scripted {
  const calls: { request: ResolvedChatRequest; context: Context; at: number }[] = []
  let open = 0
  const steps = typeof script === 'function' ? [] : 'play' in script ? [script] : script
  const choose: Choose = typeof script === 'function' ? script : (call) => steps[Math.min(call, steps.length - 1)]!
  async function* chat(request: ResolvedChatRequest, context: Context): AsyncGenerator<ChatEvent> {
    const call = calls.push({ request, context, at: context.host.now() }) - 1
    open++
    try {
      yield* choose(call, request, context).play(request, context)
    } finally {
      open--
    }
  }
  const provider = defineProvider(id, () => ({ defaultModel: 'scripted', ...parts, chat }))()
  return {
    provider,
    calls,
    get open() {
      return open
    },
  }
}
