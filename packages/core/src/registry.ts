import { llmError } from './errors.ts'
import { newVitals } from './health/vitals.ts'
import { toLLMError } from './thrown.ts'
import type { Vitals } from './health/vitals.ts'
import type { ModelInfo } from './model-info.ts'
import type { Emit } from './observe.ts'
import type { Provider } from './provider.ts'

/** A registered provider, with what has been loaded of it. */
export interface Entry {
  readonly provider: Provider
  infos?: ReadonlyMap<string, ModelInfo>
  /** Loads its catalogue, once. A catalogue that cannot be loaded is reported as a warning event and is empty. */
  load(): Promise<void>
}

/** The providers of a router and the vitals of their targets. */
export interface Registry {
  readonly entries: ReadonlyMap<string, Entry>
  add(provider: Provider): void
  /** @throws LLMError `invalid-request` that lists what there is. */
  get(id: string): Entry
  vitals(key: string): Vitals
}

// A gateway's users may name any number of models; what has not been used for longest is forgotten.
const mostVitals = 10_000

/** How many letters must change to make one word of the other. */
function distance(a: string, b: string): number {
  let row = [...b, ''].map((_, index) => index)
  for (const [i, letter] of [...a].entries()) {
    let [corner, left] = [i, 0]
    row = row.map((above, j) => {
      const best = j === 0 ? i + 1 : Math.min(above + 1, left + 1, corner + (letter === b[j - 1] ? 0 : 1))
      corner = above
      return (left = best)
    })
  }
  return row.at(-1)!
}

/** `; did you mean "x"? There are: x, y.` */
export function hint(name: string, names: readonly string[]): string {
  const near = names.find((other) => distance(name, other) < 3)
  return `${near ? `; did you mean "${near}"?` : '.'} There are: ${names.join(', ') || 'none'}.`
}

/** An empty registry. */
export function createRegistry(emit: Emit): Registry {
  const entries = new Map<string, Entry>()
  const known = new Map<string, Vitals>()
  return {
    entries,
    add(provider) {
      const { id, kind } = provider
      const other = entries.get(id)?.provider
      if (other) {
        const message = `Two providers have the id "${id}" (${other.kind} and ${kind}); give one of them another in its config: { id: "${kind}-2" }.`
        throw llmError('invalid-request', message)
      }
      let loading: Promise<void> | undefined
      const entry: Entry = {
        provider,
        load: () =>
          (loading ??= (async () => {
            let models: readonly ModelInfo[] = []
            try {
              models = (await provider.models?.())?.models ?? []
            } catch (thrown) {
              emit('warning', () => ({ provider: id, error: toLLMError(thrown) }))
            }
            entry.infos = new Map(models.map((info) => [info.id, info]))
          })()),
      }
      entries.set(id, entry)
    },
    get(id) {
      const entry = entries.get(id)
      if (entry) return entry
      throw llmError('invalid-request', `There is no provider "${id}"${hint(id, [...entries.keys()])}`)
    },
    vitals(key) {
      let vitals = known.get(key)
      if (vitals) return vitals
      vitals = newVitals(key)
      known.set(key, vitals)
      if (known.size > mostVitals) {
        for (const [oldest, { inFlight }] of known) {
          if (inFlight > 0) continue
          known.delete(oldest)
          break
        }
      }
      return vitals
    },
  }
}
