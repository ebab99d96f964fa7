import type { Usage } from '@llmrr/core'
import type { WirePrediction } from './wire.ts'

// Old runs tell of absurd times before the epoch.
const isCount = (value: unknown): value is number => typeof value === 'number' && value >= 0 && value < Infinity

/** A community model has a version of its own and is paid by the second; an official one by what it reads and writes. */
export const isCommunity = ({ version }: WirePrediction): boolean => /^[0-9a-f]{64}$/.test(version ?? '')

/** Models of OpenAI tell it in their logs: `Output token count: 757 - Reasoning tokens: 742`. */
const logged = (logs: string | null | undefined, what: string): number | undefined => {
  const found = new RegExp(`${what}: (\\d+)`, 'i').exec(logs ?? '')?.[1]
  return found === undefined ? undefined : Number(found)
}

/**
 * What a run is paid by: its tokens where they are counted, else the seconds on the hardware where it is paid by the second.
 * Never both, because only one of them has a price.
 */
export function readUsage(run: WirePrediction): Usage | undefined {
  const { metrics, logs } = run
  const input = metrics?.input_token_count ?? logged(logs, 'input token count')
  const output = metrics?.output_token_count ?? logged(logs, 'output token count')
  if (isCount(input) || isCount(output)) {
    const thought = logged(logs, 'reasoning tokens')
    const reasoning = isCount(thought) && isCount(output) && thought <= output ? thought : 0
    return {
      ...(isCount(input) && { input }),
      ...(isCount(output) && { output: output - reasoning }),
      ...(reasoning > 0 && { reasoning }),
    }
  }
  return secondsOf(run)
}

/** The seconds of a run that is paid by them. */
export const secondsOf = (run: WirePrediction): Usage | undefined =>
  isCommunity(run) && isCount(run.metrics?.predict_time) ? { seconds: run.metrics.predict_time } : undefined
