import { interleave } from './rounds.ts'
import type { Client } from './clients.ts'
import type { Measured } from './rounds.ts'

const prompt = 'Why does a router pay for itself?'

/** Whole replies, one after the other. Checks that every client got the text. */
export function measureReplies(
  clients: readonly Client[],
  rounds: number,
  calls: number,
): Promise<Map<string, Measured>> {
  return interleave(
    clients.map((client) => ({
      name: client.name,
      async run(units) {
        for (let call = 0; call < units; call++) {
          const text = await client.text(prompt)
          if (!text.startsWith('A router')) throw new Error(`${client.name} answered something else`)
        }
      },
    })),
    rounds,
    calls,
  )
}

/** Streams of `pieces` pieces of text, one after the other; figures are per piece. Checks that every client saw each. */
export async function measureStreams(
  clients: readonly Client[],
  rounds: number,
  streams: number,
  pieces: number,
): Promise<Map<string, Measured>> {
  const perStream = await interleave(
    clients.map((client) => ({
      name: client.name,
      async run(units) {
        for (let stream = 0; stream < units; stream++) {
          const seen = await client.pieces(prompt)
          if (seen !== pieces) throw new Error(`${client.name} saw ${seen} of ${pieces} pieces`)
        }
      },
    })),
    rounds,
    streams,
  )
  const perPiece = (values: number[]): number[] => values.map((value) => value / pieces)
  return new Map([...perStream].map(([name, { cpu, wall }]) => [name, { cpu: perPiece(cpu), wall: perPiece(wall) }]))
}
