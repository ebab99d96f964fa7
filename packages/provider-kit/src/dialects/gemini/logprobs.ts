import type { TokenLogprob } from '@llmrr/core'
import type { WireCandidate, WireLogprob } from './wire.ts'

const one = ({ token = '', logProbability = 0 }: WireLogprob) => ({ token, logprob: logProbability })

/** The log probabilities of a piece of the answer; `undefined` where none were asked for. */
export function readLogprobs({ logprobsResult }: WireCandidate): readonly TokenLogprob[] | undefined {
  return logprobsResult?.chosenCandidates?.map((chosen, at) => {
    const top = logprobsResult.topCandidates?.[at]?.candidates
    return { ...one(chosen), ...(top && { top: top.map(one) }) }
  })
}
