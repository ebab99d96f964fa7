import { dollars, milliseconds, tokens, unknown } from './figures.ts'
import { table } from './table.ts'
import type { Attempt } from '@llmrr/core'
import type { Style } from './style.ts'

/** Every attempt of a call, as `result.attempts` tells it. */
export function attemptsTable(attempts: readonly Attempt[], paint: Style): string {
  const rows = attempts.map((attempt, index) => [
    String(index + 1),
    `${attempt.target.provider}/${attempt.target.model}`,
    attempt.outcome === 'ok' ? paint.green('ok') : paint.red(attempt.outcome),
    [attempt.code, attempt.status && `(${attempt.status})`].filter(Boolean).join(' ') || unknown,
    milliseconds(attempt.firstEventMs),
    milliseconds(attempt.latencyMs),
    tokens(attempt.usage),
    dollars(attempt.cost),
  ])
  return table(['#', 'target', 'outcome', 'error', 'TTFT', 'time', 'tokens', 'cost'], rows, [
    '#',
    'TTFT',
    'time',
    'cost',
  ])
}
