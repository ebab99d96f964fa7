import { llmError } from '@llmrr/core'
import { poll } from '@llmrr/provider-kit'
import { optionsOf } from './options.ts'
import type { Context, LLMError, ReplyFacts } from '@llmrr/core'
import type { Http } from '@llmrr/provider-kit'

/** What a task has made. Addresses are good for an hour. */
export interface WireTask {
  readonly task_id?: string
  readonly task?: {
    readonly task_id?: string
    readonly status?: string
    readonly reason?: string
    readonly progress_percent?: number
  } | null
  /** Objects, or addresses alone where a picture is answered at once. */
  readonly images?: readonly (string | { readonly image_url: string; readonly image_type?: string })[] | null
  readonly videos?: readonly { readonly video_url: string; readonly video_type?: string }[] | null
  readonly audios?: readonly { readonly audio_url: string; readonly audio_type?: string }[] | null
}

/** A task as it was seen, and what came beside it. */
export interface Seen {
  readonly task: WireTask
  readonly facts: Pick<ReplyFacts, 'requestId'>
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The second object over the first, level by level. */
export function merged(base: object, more: object): Record<string, unknown> {
  const whole: Record<string, unknown> = { ...base }
  for (const [name, value] of Object.entries(more)) {
    const own = whole[name]
    whole[name] = isObject(own) && isObject(value) ? merged(own, value) : value
  }
  return whole
}

/** The body of a task with what the target adds. */
export function withOptions(body: object, context: Context): Record<string, unknown> {
  const { input, webhook } = optionsOf(context)
  const hook = webhook === undefined ? {} : { extra: { webhook: { url: webhook } } }
  return merged(merged(body, hook), input ?? {})
}

export const isFailed = ({ task }: WireTask): boolean => task?.status === 'TASK_STATUS_FAILED'
const isDone = ({ task }: WireTask): boolean => task?.status === 'TASK_STATUS_SUCCEED'

/** The error of a task that failed by itself: its reason goes through the same table as an HTTP error. */
export function failureOf({ task }: WireTask, http: Http, context: Context): LLMError {
  const reason = task?.reason ?? ''
  const word = /^[A-Z_]+$/.test(reason)
    ? reason
    : /prompt|nsfw|sensitive|illegal/i.test(reason)
      ? 'ILLEGAL_PROMPT'
      : 'TASK_FAILED'
  return http.error({ reason: word, message: reason }, context)
}

/** Looks at a task once. */
export async function look(http: Http, id: string, context: Context): Promise<Seen> {
  const request = { method: 'GET', path: '/v3/async/task-result', query: { task_id: id } } as const
  const { body: task, facts } = await http.json<WireTask>(request, context)
  return { task, facts }
}

/** Starts a task. */
export async function start(http: Http, path: string, body: object, context: Context): Promise<Seen> {
  const { body: task, facts } = await http.json<WireTask>({ path, body: withOptions(body, context) }, context)
  return { task, facts }
}

/** Starts a task and waits for what it makes; some models answer at once. */
export async function run(http: Http, path: string, body: object, context: Context): Promise<Seen> {
  const started = await start(http, path, body, context)
  if (started.task.images ?? started.task.audios) return started
  const id = idOf(started, context)
  return poll(async () => {
    const seen = await look(http, id, context)
    if (isFailed(seen.task)) throw failureOf(seen.task, http, context)
    return isDone(seen.task) ? seen : undefined
  }, context)
}

/** The id of a task that has been started. @throws LLMError `bad-response` where there is none. */
export function idOf({ task }: Seen, { target }: Context): string {
  const id = task.task_id ?? task.task?.task_id
  if (id) return id
  throw llmError('bad-response', `${target.provider} started ${target.model} without telling the id of its task.`, {
    target,
  })
}
