import type { Json } from '@llmrr/core'
import type { WirePartialArg } from './wire.ts'

type Node = { [key: string]: unknown }

/** The steps of a path such as `$.a.b[0]` or `$['a']`. */
const stepsOf = (path: string): string[] =>
  [...path.matchAll(/\.([^.[\]]+)|\[(?:'([^']*)'|"([^"]*)"|(\d+))\]/g)].map(
    ([, name, single, double, at]) => name ?? single ?? double ?? at!,
  )

const isIndex = (step: string): boolean => /^\d+$/.test(step)

// Numbers in a path are places of a list; a name that is one is written in quotes, which lists do not mind.
function place(root: Node, steps: readonly string[]): { holder: Node; key: string } {
  let holder = root
  for (const [at, step] of steps.slice(0, -1).entries()) {
    const next = holder[step]
    if (typeof next !== 'object' || next === null) holder[step] = isIndex(steps[at + 1]!) ? [] : Object.create(null)
    holder = holder[step] as Node
  }
  return { holder, key: steps.at(-1)! }
}

/** Arguments that come in pieces, each at a path; the pieces of a text follow one another. */
export function argumentBuilder(): { add(pieces: readonly WirePartialArg[]): void; whole(): { [name: string]: Json } } {
  const root: Node = {}
  return {
    add(pieces) {
      for (const { jsonPath = '', stringValue, numberValue, boolValue, nullValue } of pieces) {
        const steps = stepsOf(jsonPath)
        if (steps.length === 0 || steps.includes('__proto__')) continue
        const { holder, key } = place(root, steps)
        if (stringValue !== undefined) holder[key] = ((holder[key] as string | undefined) ?? '') + stringValue
        else if (numberValue !== undefined) holder[key] = numberValue
        else if (boolValue !== undefined) holder[key] = boolValue
        else if (nullValue !== undefined) holder[key] = null
      }
    },
    whole: () => root as { [name: string]: Json },
  }
}
