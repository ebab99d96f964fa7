import type { Candidate, Strategy } from '../call.ts'

/** In turn, by weight, and evenly spread: of weights 5, 1, 1 never five in a row to the same. Each `roundRobin()` counts for itself. */
export const roundRobin = (): Strategy => {
  const turns = new Map<string, number>()
  return (candidates) => {
    let total = 0
    let first: Candidate | undefined
    let most = -Infinity
    for (const one of candidates) {
      const turn = (turns.get(one.key) ?? 0) + one.weight
      turns.set(one.key, turn)
      total += one.weight
      if (turn > most) [first, most] = [one, turn]
    }
    if (!first) return candidates
    turns.set(first.key, most - total)
    const turnOf = ({ key }: Candidate): number => turns.get(key) as number
    return [first, ...candidates.filter((one) => one !== first).toSorted((a, b) => turnOf(b) - turnOf(a))]
  }
}
