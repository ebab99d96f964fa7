/**
 * Our numbering of parts: dense from 0, in order of first appearance. `index(kind, key)` answers the same number for the
 * same pair, since services count texts, tool calls and reasoning apart.
 */
export function partIndex(): { (kind: string, key?: string | number): number; readonly count: () => number } {
  const known = new Map<string, number>()
  const index = (kind: string, key: string | number = 0): number => {
    const name = key === 0 ? kind : `${kind}:${key}`
    let at = known.get(name)
    if (at === undefined) known.set(name, (at = known.size))
    return at
  }
  return Object.assign(index, { count: () => known.size })
}
