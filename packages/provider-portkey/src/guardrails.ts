import type { Json } from '@llmrr/core'

interface Hook {
  readonly id?: string
  readonly verdict?: boolean
  readonly checks?: readonly { readonly id?: string; readonly verdict?: boolean }[]
  readonly [field: string]: Json | undefined
}

/** What guardrails found, as the gateway tells it beside an answer (246) or instead of one (446). */
export interface HookResults {
  readonly before_request_hooks?: readonly Hook[] | null
  readonly after_request_hooks?: readonly Hook[] | null
}

const hooksOf = ({ before_request_hooks: before, after_request_hooks: after }: HookResults): readonly Hook[] => [
  ...(before ?? []),
  ...(after ?? []),
]

/** The guardrails that something failed, in the gateway's words. */
export const failedHooks = (results: HookResults | null | undefined): readonly Hook[] =>
  results ? hooksOf(results).filter(({ verdict }) => verdict === false) : []

/** Names of the checks that failed. */
export const failedChecks = (results: HookResults | null | undefined): readonly string[] =>
  failedHooks(results).flatMap(({ checks = [] }) =>
    checks.filter(({ verdict }) => verdict === false).flatMap(({ id }) => id ?? []),
  )
