import type { Candidate } from '../call.ts'

// No call asks more targets than this; what stands behind need not be sorted.
const places = 16

/** The candidates by score, the lowest first and equals as they stood. Of many, the first sixteen; the others follow as they stood. */
export function ranked(
  candidates: readonly Candidate[],
  scoreOf: (one: Candidate, at: number) => number,
): readonly Candidate[] {
  const top: Candidate[] = []
  const scores: number[] = []
  const rest: Candidate[] = []
  for (let index = 0; index < candidates.length; index++) {
    const one = candidates[index]!
    const score = scoreOf(one, index)
    if (top.length === places) {
      if (!(score < scores[places - 1]!)) {
        rest.push(one)
        continue
      }
      rest.push(top.pop()!)
      scores.pop()
    }
    let at = top.length
    for (; at > 0 && score < scores[at - 1]!; at--) {
      top[at] = top[at - 1]!
      scores[at] = scores[at - 1]!
    }
    top[at] = one
    scores[at] = score
  }
  return rest.length > 0 ? [...top, ...rest] : top
}
