/** What one round of one contender took, per unit. */
export interface Measured {
  /** CPU time of this process, user and system, in microseconds. */
  readonly cpu: number[]
  /** Wall time in microseconds. */
  readonly wall: number[]
}

/** One thing to be measured: `run` does `units` of it. */
export interface Contender {
  readonly name: string
  run(units: number): Promise<void>
}

// Young garbage only. A full collection also drops what the engine has learnt (it holds the shapes of objects weakly), which costs
// all contenders twice their time or more, and which no busy process does every hundred calls.
const collect = (globalThis as { gc?: (options: { readonly type: 'minor' }) => void }).gc

const warmMs = 1000

/** Measures contenders in turn within each round, in an order that rotates, once each has run for a second to warm up. */
export async function interleave(
  contenders: readonly Contender[],
  rounds: number,
  units: number,
): Promise<Map<string, Measured>> {
  const results = new Map(contenders.map(({ name }) => [name, { cpu: [], wall: [] } as Measured]))
  for (const contender of contenders) {
    const until = performance.now() + warmMs
    do await contender.run(Math.max(1, Math.ceil(units / 4)))
    while (performance.now() < until)
  }
  for (let round = 0; round < rounds; round++) {
    for (let place = 0; place < contenders.length; place++) {
      const contender = contenders[(place + round) % contenders.length]!
      collect?.({ type: 'minor' })
      const cpu = process.cpuUsage()
      const wall = process.hrtime.bigint()
      await contender.run(units)
      const took = Number(process.hrtime.bigint() - wall) / 1000
      const { user, system } = process.cpuUsage(cpu)
      const into = results.get(contender.name)!
      into.cpu.push((user + system) / units)
      into.wall.push(took / units)
    }
  }
  return results
}
