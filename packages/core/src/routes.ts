import { llmError } from './errors.ts'
import { hint } from './registry.ts'
import { issuePath } from './schema.ts'
import { nameOf } from './thrown.ts'
import { healthy } from './strategies/healthy.ts'
import { ordered } from './strategies/ordered.ts'
import { pipe } from './strategies/pipe.ts'
import { supports } from './strategies/supports.ts'
import type { Candidate, Next, Plan, Policy, Strategy, Tier, Timeouts } from './call.ts'
import type { CapabilityName } from './capabilities.ts'
import type { ErrorCode } from './errors.ts'
import type { Handler, Provider, Target } from './provider.ts'
import type { Entry, Registry } from './registry.ts'

/**
 * Who should serve a request: the name of a route, `provider/model` (or `provider` alone, for its default model), a target, a route, or a
 * list of them to fall back along.
 */
export type ModelRef = (string & {}) | Target | Route | readonly ModelRef[]

/** A named way to serve requests. */
export interface Route {
  /**
   * Neighbouring targets are one tier, ordered by the strategy; a route in the list is a tier (or several) of its own and keeps its strategy and
   * `on`. A later tier is asked when no target of the earlier ones can be.
   */
  readonly targets: readonly ModelRef[]
  /** Default `ordered()`. `healthy()` and `supports()` always come before it. */
  readonly strategy?: Strategy
  /** Instead of the router's. What counts is the list of the route that the call names, not of one inside it. */
  readonly policies?: readonly Policy[]
  /** Instead of the router's, one by one; of the route that the call names. */
  readonly timeouts?: Timeouts
  /** As a later tier: it is asked only after one of these errors. `content-filter` must be named to be fallen back on. */
  readonly on?: readonly ErrorCode[]
  /** Every warning is an error. Default: the router's. */
  readonly strict?: boolean
}

/** What plans are made from. */
export interface Planner {
  /** @throws LLMError `invalid-request` that says what there is, for a reference that leads nowhere. */
  plan(ref: ModelRef | undefined, capability: CapabilityName): Plan
  /** A plan bound to one model of one provider, whatever its health. */
  direct(provider: string, model: string | undefined, capability: CapabilityName): Plan
  /** Forgets the plans made so far: providers or policies have come. */
  reset(): void
}

const isRoute = (ref: object): ref is Route => 'targets' in ref
const deepest = 5
const mostPlans = 1000

/** One function out of a list of policies; the first is the outermost. */
export const compose = (policies: readonly Policy[], open: Next): Next =>
  policies.reduceRight((next, policy) => policy(next), open)

const checked = new WeakMap<Provider, WeakMap<object, object>>()

/** A target's options as its provider's schema answers them. `raw` is not its business. */
async function checkOptions(target: Target, provider: Provider): Promise<Target> {
  const validate = provider.options?.['~standard'].validate
  if (!target.options || !validate) return target
  const cache = checked.get(provider) ?? new WeakMap()
  checked.set(provider, cache)
  const known = cache.get(target.options)
  if (known) return { ...target, options: known as NonNullable<Target['options']> }
  const { raw, ...options } = target.options
  const answer = await validate(options)
  const issue = answer.issues?.[0]
  if (issue) {
    const at = issuePath(issue) || 'options'
    throw llmError('invalid-request', `Option "${at}" of ${nameOf(target)} is refused: ${issue.message}.`, {
      field: at,
      target,
    })
  }
  const value = { ...(answer as { value: object }).value, ...(raw !== undefined && { raw }) }
  cache.set(target.options, value)
  return { ...target, options: value }
}

interface PlannerConfig {
  readonly registry: Registry
  readonly routes: { readonly [name: string]: Route | readonly ModelRef[] | string | Target }
  readonly fallbackRef: ModelRef | undefined
  readonly strategy: Strategy | undefined
  readonly timeouts: Timeouts
  readonly strict: boolean | undefined
  /** The policies of routes without their own. */
  policies(): readonly Policy[]
  readonly open: Next
}

/** Turns references into plans, and remembers those that can come again. */
export function createPlanner(config: PlannerConfig): Planner {
  const { registry, routes } = config
  const { entries } = registry
  const known = new Map<string, Plan>()

  const candidateOf = (target: Target, entry: Entry): Candidate & { target: Target } => {
    const key = nameOf(target)
    return {
      target,
      key,
      provider: entry.provider,
      vitals: registry.vitals(key),
      credential: registry.vitals(entry.provider.id),
      weight: target.weight ?? 1,
      get info() {
        return entry.infos?.get(target.model)
      },
    }
  }

  const targetOf = (ref: string, capability: CapabilityName): Target => {
    const slash = ref.indexOf('/')
    const id = slash < 0 ? ref : ref.slice(0, slash)
    const entry = entries.get(id)
    if (!entry) {
      const names = [...Object.keys(routes), ...entries.keys()]
      throw llmError('invalid-request', `"${ref}" names no route and no provider${hint(id, names)}`)
    }
    const { provider } = entry
    const model =
      slash < 0
        ? ((provider[capability] as Handler<'chat'> | undefined)?.defaultModel ?? provider.defaultModel)
        : ref.slice(slash + 1)
    if (!model)
      throw llmError(
        'invalid-request',
        `Provider "${id}" has no default model for ${capability}; name one as "${id}/model".`,
      )
    return { provider: id, model }
  }

  const tiersOf = (ref: ModelRef, capability: CapabilityName, path: readonly string[]): Tier[] => {
    if (path.length > deepest)
      throw llmError('invalid-request', `Routes stand more than ${deepest} deep in each other: ${path.join(' > ')}.`)
    if (typeof ref === 'string') {
      const route = Object.hasOwn(routes, ref) ? routes[ref] : undefined
      if (route === undefined) return tiersOf(targetOf(ref, capability), capability, path)
      if (path.includes(ref))
        throw llmError('invalid-request', `Route "${ref}" leads back to itself: ${[...path, ref].join(' > ')}.`)
      return tiersOf(route, capability, [...path, ref])
    }
    const filtered = (strategy?: Strategy): Strategy =>
      pipe(healthy(), supports(), strategy ?? config.strategy ?? ordered())
    if (!Array.isArray(ref) && !isRoute(ref as object)) {
      const target = ref as Target
      return [{ candidates: [candidateOf(target, registry.get(target.provider))], strategy: filtered() }]
    }
    const route: Route = isRoute(ref as object) ? (ref as Route) : { targets: ref as readonly ModelRef[] }
    if (!Array.isArray(route.targets) || route.targets.length === 0) {
      throw llmError('invalid-request', `Route "${path.at(-1) ?? 'of the call'}" has no targets; list at least one.`)
    }
    const strategy = filtered(route.strategy)
    const limit = route.on && { on: route.on }
    const tiers: Tier[] = []
    let row: Candidate[] | undefined
    for (const inner of route.targets) {
      const plain =
        typeof inner === 'string' ? !Object.hasOwn(routes, inner) : !Array.isArray(inner) && !isRoute(inner as object)
      const found = tiersOf(
        inner,
        capability,
        plain ? path : [...path, typeof inner === 'string' ? '' : '(route)'].filter(Boolean),
      )
      if (!plain) {
        row = undefined
        tiers.push(...found.map((tier) => ({ ...limit, ...tier })))
        continue
      }
      if (!row) tiers.push({ candidates: (row = []), strategy, ...limit })
      row.push(...found.flatMap(({ candidates }) => candidates))
    }
    return tiers
  }

  const make = (name: string, tiers: Tier[], route: Partial<Route>): Plan => {
    let loading: Promise<void> | undefined
    let loaded = false
    const candidates = tiers.flatMap((tier) => tier.candidates) as { target: Target; provider: Provider }[]
    const load = async (): Promise<void> => {
      try {
        await Promise.all(
          candidates.map(async (candidate) => {
            await entries.get(candidate.provider.id)?.load()
            candidate.target = await checkOptions(candidate.target, candidate.provider)
          }),
        )
        loaded = true
      } finally {
        loading = undefined
      }
    }
    return {
      name,
      tiers,
      run: compose(route.policies ?? config.policies(), config.open),
      timeouts: { ...config.timeouts, ...route.timeouts },
      strict: route.strict ?? config.strict,
      panicAt: -Infinity,
      ready: () => (loaded ? undefined : (loading ??= load())),
    }
  }

  const remember = (key: string, plan: () => Plan): Plan => {
    let found = known.get(key)
    if (found) return found
    found = plan()
    known.set(key, found)
    for (const oldest of known.keys()) {
      if (known.size <= mostPlans) break
      known.delete(oldest)
    }
    return found
  }

  const absent = (capability: CapabilityName): ModelRef => {
    if (config.fallbackRef !== undefined) return config.fallbackRef
    if (Object.hasOwn(routes, 'default')) return 'default'
    const [only] = entries.values()
    if (entries.size === 1 && only?.provider[capability]) return only.provider.id
    const names = [...Object.keys(routes), ...entries.keys()]
    throw llmError('invalid-request', `The request names no "model" and the router has no default${hint('', names)}`)
  }

  return {
    plan(given, capability) {
      const ref = given ?? absent(capability)
      const build = (): Plan => {
        const route = typeof ref === 'string' ? routes[ref] : ref
        const own = typeof route === 'object' && isRoute(route) ? route : {}
        const name = typeof ref === 'string' ? ref : isRoute(ref as object) ? 'of the call' : JSON.stringify(ref)
        return make(name, tiersOf(ref, capability, []), own)
      }
      if (typeof ref === 'string') return remember(`${capability} ${ref}`, build)
      const names = Array.isArray(ref) && ref.every((one) => typeof one === 'string')
      return names ? remember(`${capability} ${JSON.stringify(ref)}`, build) : build()
    },
    direct(id, model, capability) {
      return remember(`direct ${capability} ${id}/${model ?? ''}`, () => {
        const entry = registry.get(id)
        const target: Target = { provider: id, model: model ?? entry.provider.defaultModel ?? '' }
        return make(nameOf(target), [{ candidates: [candidateOf(target, entry)], strategy: ordered() }], {})
      })
    },
    reset: () => known.clear(),
  }
}
