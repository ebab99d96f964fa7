import { codeOfStatus, openaiErrors, withoutSecrets } from '@llmrr/provider-kit'
import { failedChecks } from './guardrails.ts'
import { hasFallenBack } from './config.ts'
import { placeOf, retriesOf } from './headers.ts'
import { retryOf } from '@llmrr/core'
import type { Target } from '@llmrr/core'
import type { ErrorDetails, HeaderReader, ReadError } from '@llmrr/provider-kit'
import type { GatewayConfig } from './config.ts'
import type { HookResults } from './guardrails.ts'

const read = openaiErrors({
  hooks_failed: 'content-filter',
  timeout_error: 'timeout',
  // Anthropic's, as they come over Messages, and as the reason for which a translated stream ended.
  invalid_request_error: 'invalid-request',
  billing_error: 'quota',
  request_too_large: 'context-length',
})

interface Body {
  readonly status?: unknown
  readonly error?: unknown
  readonly hook_results?: HookResults
  /** What no reader of the gateway understood, such as a proxy's page, or why it could not reach the service. */
  readonly 'html-message'?: unknown
}

/** How the configs of a provider decide what an error means. */
export interface ErrorManner {
  /** The config of a target; its id where it is kept at Portkey, so that nobody here knows it. */
  configOf(target: Target | undefined): GatewayConfig | string | undefined
  /** Credentials that must not be repeated. */
  readonly secrets: readonly string[]
}

function detailsOf(status: number | undefined, body: unknown): ErrorDetails {
  const { status: state, error, hook_results: hooks, 'html-message': page } = (body ?? {}) as Body
  const details = read(status, body)
  if (status === 412) return { ...details, code: 'quota' }
  // What the gateway says of its own headers is wrong for this target, not for others.
  if (state === 'failure' && error === undefined && status !== undefined && status < 500)
    return { ...details, retry: 'other' }
  if (typeof page === 'string') return { ...details, detail: page }
  const checks = failedChecks(hooks)
  return checks.length > 0 ? { ...details, detail: `failed: ${checks.join(', ')}` } : details
}

/** Whether the gateway has done itself what another attempt here would do again. */
function hasTried(headers: HeaderReader, config: GatewayConfig | string | undefined): boolean {
  if ((retriesOf(headers) ?? 0) !== 0) return true
  const place = placeOf(headers) ?? ''
  // Of a config that is not known here, any target but the first may be one that it has fallen back to.
  return typeof config === 'object' ? hasFallenBack(config, place) : /targets\[[1-9]/.test(place)
}

/**
 * The gateway's errors, and those of the services behind it. What the gateway has repeated or taken elsewhere already is not
 * repeated by the router: then only another target helps.
 */
export const readErrorOf =
  ({ configOf, secrets }: ErrorManner): ReadError =>
  (status, body, headers, target) => {
    const details = detailsOf(status, body)
    const clean =
      details.detail === undefined ? details : { ...details, detail: withoutSecrets(details.detail, secrets) }
    if (clean.retry || !headers || status === undefined) return clean
    const isWorthwhile = retryOf[clean.code ?? codeOfStatus(status)] === 'same'
    return isWorthwhile && hasTried(headers, configOf(target)) ? { ...clean, retry: 'other' } : clean
  }
