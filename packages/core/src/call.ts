import type { CapabilityName } from './capabilities.ts'
import type { ErrorCode, LLMError } from './errors.ts'
import type { ModelInfo } from './model-info.ts'
import type { Emit } from './observe.ts'
import type { Host, Provider, Target } from './provider.ts'
import type { Attempt, CallFacts, ReplyFacts, Warning } from './results.ts'
import type { Schema } from './schema.ts'
import type { Store } from './store.ts'
import type { Usage } from './usage.ts'
import type { Vitals } from './health/vitals.ts'

/** How long to wait, in milliseconds; `Infinity` switches one off. Times are taken around events, so keep-alives do not hide a hang. */
export interface Timeouts {
  /** To the first content event of a stream, per attempt. Default 30 s; 120 s for a model that reasons. */
  readonly firstEventMs?: number
  /** Between two events of a stream, while the caller waits for one. Default 30 s; 60 s for a model that reasons. */
  readonly idleMs?: number
  /** For a whole answer where the caller waits for all of it, per attempt. Default: half of `totalMs`, so that another target still has time. */
  readonly attemptMs?: number
  /** The whole call: waits, attempts, fallbacks, and the caller's own time between events. Default 600 s. */
  readonly totalMs?: number
}

/** A target while it is being ordered. */
export interface Candidate {
  readonly target: Target
  /** `provider/model`: what its health and speed are known by. */
  readonly key: string
  readonly provider: Provider
  readonly vitals: Vitals
  /** What is known of its provider instance, which stands for the credential. */
  readonly credential: Vitals
  /** Share under weighted strategies. */
  readonly weight: number
  /** What the provider knows of the model; `undefined` where it knows nothing. */
  readonly info: ModelInfo | undefined
}

/** What a strategy knows beside the candidates. */
export interface StrategyContext {
  readonly capability: CapabilityName
  /** As the handler will see it. */
  readonly request: object
  readonly stream: boolean
  /** The caller's word for a conversation, if it gave one. */
  readonly session: string | undefined
  readonly now: number
  random(): number
  /** Whether health, gates and credentials let a request through now. The answer holds for the whole call. */
  admits(candidate: Candidate): boolean
}

/** Puts candidates in order, or leaves some out. Synchronous and without effects; the first one is tried, the others are what it falls back to. */
export type Strategy = (candidates: readonly Candidate[], context: StrategyContext) => readonly Candidate[]

/** Targets that are tried together before the next tier is. */
export interface Tier {
  readonly candidates: readonly Candidate[]
  readonly strategy: Strategy
  /** Entered only after one of these errors. Default: after every error that another target can help with, except `content-filter`. */
  readonly on?: readonly ErrorCode[]
}

/** How a call is served: what its `model` came to. */
export interface Plan {
  /** The route's name, or the reference. */
  readonly name: string
  readonly tiers: readonly Tier[]
  /** Whether a tier waits for certain errors. */
  readonly limited: boolean
  readonly run: Next
  readonly timeouts: Timeouts
  readonly strict: boolean | undefined
  /** Loads what the providers know of their models and checks the targets' options; `undefined` once that is done. */
  ready(): Promise<void> | undefined
  /** When all targets were down and one was asked all the same. */
  panicAt: number
}

/** The log of a call; every attempt writes into it. */
export interface CallLog {
  /** In order of their start; written when they end. */
  readonly attempts: (Attempt | undefined)[]
  readonly warnings: Warning[]
  /** What has failed so far. */
  readonly errors: LLMError[]
  /** Targets that cannot serve this call. */
  readonly excluded: Set<string>
  /** Known not to be enough for the prompt. */
  window: number
  /** Milliseconds spent waiting: for services, or for a better time. */
  waitedMs: number
  queuedMs: number
  waiting: number
  waitingSince: number
}

/** Whether one more attempt may start. `spend` also counts it. */
export interface Bound {
  open(): boolean
  spend(): boolean
}

/** A call on its way through the policies. */
export interface Call {
  /** Tells the calls of one router apart, for observers. */
  readonly id: string
  readonly capability: CapabilityName
  /** The capability, or `video.submit`, `files.put`, ... */
  readonly operation: string
  readonly request: object
  /** The caller wants events as they come. */
  readonly stream: boolean
  readonly plan: Plan
  /** Aborted by the caller or by the total timeout. */
  readonly signal: AbortSignal
  readonly timeouts: Timeouts
  readonly host: Host
  readonly store: Store | undefined
  readonly emit: Emit
  readonly startedAt: number
  /** When `totalMs` is over. */
  readonly deadline: number
  readonly strict: boolean
  readonly session: string | undefined
  readonly scope: string | undefined
  readonly tags: readonly string[] | undefined
  /** Bound to one provider (polling a job, files, extras): not ordered, and no verdict on a target's health. */
  readonly direct: boolean
  /** It must not happen twice: another attempt is made only when the request has provably not been sent. */
  readonly once: boolean
  /** Decides by a draw how much of the traffic a recovering target gets; one draw for the whole call. */
  readonly draw: number
  readonly bound: Bound
  readonly log: CallLog
  /** The caller's own schema of the answer. */
  readonly schema: Schema | undefined
  /** The call is over: by this error, or well. Only the first one counts. */
  settle(error?: LLMError): void
  /** The function to call at a provider; `undefined` where it lacks the capability. */
  handler(provider: Provider): CallHandler | undefined
  /** Set by `fallback`. */
  readonly attempt?: ActiveAttempt
}

/** A handler of any capability, or one operation of a job, of files or an extra. */
export type CallHandler = ((request: never, context: never) => unknown) & {
  readonly params?: readonly string[] | ((target: Target) => readonly string[])
}

/** How an attempt ended. */
export interface AttemptEnd extends ReplyFacts {
  /** `aborted` when the caller ended it, or another attempt was faster. */
  readonly error?: LLMError
  readonly serviceTier?: string
  /** Of the answers of a batch, one by one: the prices of long prompts are chosen by each prompt. */
  readonly usages?: readonly Usage[]
}

/** An attempt that is under way. */
export interface ActiveAttempt {
  readonly candidate: Candidate
  /** 1 for the first of the call. */
  readonly number: number
  readonly startedAt: number
  readonly signal: AbortSignal
  /** The mean time to an answer of the fastest other target that would be let in now; `undefined` when there is none. */
  readonly othersMs: number | undefined
  /** After this long a silence, while it is being pulled, a stream is given up. Default: never. */
  idleMs: number
  committed(): boolean
  ended(): boolean
  /** Starts one more attempt elsewhere beside this one, if there is a target and the bound allows it. */
  rescue(): void
  /** Ends it from outside. The reason is an LLMError or a caller's. */
  abort(reason: unknown): void
  /** Calls `run` once when nothing has been committed `ms` after the start. */
  alarm(ms: number, run: () => void): void
  /** Called when it is aborted. */
  onAbort?: (reason: unknown) => void
  /** Called at the commit point. */
  onCommit?: () => void
  /** Called once, however it ends. */
  onEnd?: (end: AttemptEnd) => void
  /** Rejects as soon as the attempt is aborted, whatever the promise does. */
  guard<T>(promise: Promise<T>): Promise<T>
  /** The caller waits for an event, or has it. */
  pulling(now: boolean): void
  commit(): void
  /** Writes it into the log. Only the first call counts. */
  end(end: AttemptEnd): void
}

/** What a call has come to once it has passed its commit point. */
export interface Opened {
  /** Which target answers, or answered when it was stored. */
  readonly target: Target
  /** The events of a stream; nothing when the caller awaits the whole. */
  readonly events?: AsyncIterator<unknown, undefined>
  /** The whole answer; of a stream once its events have ended. */
  value(): unknown
  readonly cached?: CallFacts['cached']
}

/** The rest of the way. */
export type Next = (call: Call) => Promise<Opened>

/** Wraps a call: `(next) => (call) => next(call)`. One type for every capability; the first of a list is the outermost. */
export type Policy = (next: Next) => Next
