import { ranked } from './ranked.ts'
import type { Candidate, Strategy } from '../call.ts'

/** In turn, by weight, and evenly spread: of weights 5, 1, 1 never five in a row to the same. Each `roundRobin()` counts for itself. */
export const roundRobin = (): Strategy => {
  const seats = new Map<string, { turn: number }>()
  const seatOf = ({ key, weight }: Candidate): { turn: number } => {
    let seat = seats.get(key)
    if (!seat) seats.set(key, (seat = { turn: 0 }))
    seat.turn += weight
    return seat
  }
  return (candidates) => {
    const row = candidates.map(seatOf)
    let total = 0
    let first = 0
    for (let at = 0; at < row.length; at++) {
      total += candidates[at]!.weight
      if (row[at]!.turn > row[first]!.turn) first = at
    }
    if (row.length > 0) row[first]!.turn -= total
    return ranked(candidates, (_, at) => (at === first ? -Infinity : -row[at]!.turn))
  }
}
