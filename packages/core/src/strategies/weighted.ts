import { fraction, hashOf, sessionKey } from './hash.ts'
import { ranked } from './ranked.ts'
import type { Candidate, Strategy } from '../call.ts'

/**
 * By chance, each target first in proportion to its `weight`; the rest of the order is the failover order, drawn the same way. Weight 0 is only fallen back to. With
 * `experiment`, the draw belongs to the conversation and the experiment's name: who is in a variant stays in it.
 */
export const weighted =
  ({ experiment }: { readonly experiment?: string } = {}): Strategy =>
  (candidates, context) => {
    const start = experiment === undefined ? undefined : hashOf(`${experiment} ${sessionKey(context)} `)
    // Efraimidis and Spirakis: the largest u^(1/w) is a draw in proportion to w, and so is the next among the rest.
    const draw = ({ key, weight }: Candidate): number => {
      const u = start === undefined ? context.random() : fraction(key, start)
      return weight > 0 ? -Math.log(u) / weight : Infinity
    }
    return ranked(candidates, draw)
  }
