import { llmError } from './errors.ts'
import { open } from './open.ts'
import { hint } from './registry.ts'
import { issuePath } from './schema.ts'
import { nameOf } from './thrown.ts'
import { healthy } from './strategies/healthy.ts'
import { ordered } from './strategies/ordered.ts'
import { pipe } from './strategies/pipe.ts'
import { supports } from './strategies/supports.ts'
import type { Candidate, Next, Plan, Policy, Strategy, Tier, Timeouts } from './call.ts'
import type { CapabilityName } from './capabilities.ts'
import type { ErrorCode, ErrorFields } from './errors.ts'
import type { ModelInfo } from './model-info.ts'
import type { Handler, Provider, Target } from './provider.ts'
import type { Registry } from './registry.ts'
import type { RouterOptions } from './router.ts'

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

const isRoute = (ref: ModelRef): ref is Route => typeof ref === 'object' && ref !== null && 'targets' in ref
const deepest = 5
const mostPlans = 1000

const refuse = (message: string, fields?: ErrorFields) => llmError('invalid-request', message, fields)

/** A target with its options as its provider's schema answers them. `raw` is not its business. */
async function checkOptions(target: Target, { options: schema }: Provider): Promise<Target> {
  const validate = schema?.['~standard'].validate
  if (!target.options || !validate) return target
  const { raw, ...options } = target.options
  const answer = await validate(options)
  if (!answer.issues) return { ...target, options: { ...(answer.value as object), ...(raw && { raw }) } }
  const field = issuePath(answer.issues[0]!)
  throw refuse(`Option "${field}" of ${nameOf(target)} is refused: ${answer.issues[0]!.message}.`, { field, target })
}

/** Turns references into plans, and remembers those that can come again. */
export function createPlanner(
  options: Pick<RouterOptions, 'default' | 'strategy' | 'timeouts' | 'strict'>,
  registry: Registry,
  routes: { readonly [name: string]: ModelRef },
  policies: () => readonly Policy[],
): Planner {
  const { entries } = registry
  const known = new Map<string, Plan>()
  // What is written as an object has no name to be found by again: it is known by itself, once for each capability.
  let inline = new WeakMap<object, Map<CapabilityName, Plan>>()
  const isName = (ref: ModelRef): ref is string => typeof ref === 'string' && Object.hasOwn(routes, ref)
  const names = (): string[] => [...Object.keys(routes), ...entries.keys()]

  const candidateOf = (target: Target): Candidate => {
    if (typeof target?.provider !== 'string' || typeof target.model !== 'string')
      throw refuse(`A target is "provider/model", or an object with both.`)
    const entry = registry.get(target.provider)
    const key = nameOf(target)
    return {
      target,
      key,
      provider: entry.provider,
      vitals: registry.vitals(key),
      credential: registry.vitals(target.provider),
      weight: target.weight ?? 1,
      info: undefined,
    }
  }

  const targetOf = (ref: string, capability: CapabilityName): Target => {
    const [id, ...rest] = ref.split('/') as [string, ...string[]]
    const provider = entries.get(id)?.provider
    if (!provider) throw refuse(`"${ref}" names no route and no provider${hint(id, names())}`)
    const { defaultModel = provider.defaultModel } = (provider[capability] ?? {}) as Handler<'chat'>
    const model = rest.join('/') || defaultModel
    if (!model) throw refuse(`Provider "${id}" has no default model for ${capability}; name one as "${id}/model".`)
    return { provider: id, model }
  }

  const tiersOf = (ref: ModelRef, capability: CapabilityName, path: readonly string[]): Tier[] => {
    if (path.length > deepest) throw refuse(`Routes stand more than ${deepest} deep: ${path.join(' > ')}.`)
    if (isName(ref)) {
      if (path.includes(ref)) throw refuse(`Route "${ref}" leads back to itself: ${[...path, ref].join(' > ')}.`)
      return tiersOf(routes[ref]!, capability, [...path, ref])
    }
    const {
      targets,
      strategy = options.strategy ?? ordered(),
      on,
    }: Route = isRoute(ref) ? ref : { targets: Array.isArray(ref) ? ref : [ref] }
    if (!targets?.length) throw refuse(`Route "${path.at(-1) ?? ref}" has no targets; list at least one.`)
    const filtered = pipe(healthy(), supports(), strategy)
    const tiers: Tier[] = []
    let row: Candidate[] | undefined
    for (const inner of targets) {
      if (isName(inner) || isRoute(inner) || Array.isArray(inner)) {
        row = undefined
        tiers.push(
          ...tiersOf(inner, capability, isName(inner) ? path : [...path, '(route)']).map((tier) => ({ on, ...tier })),
        )
        continue
      }
      if (!row) tiers.push({ candidates: (row = []), strategy: filtered, on })
      row.push(candidateOf(typeof inner === 'string' ? targetOf(inner, capability) : (inner as Target)))
    }
    return tiers
  }

  const make = (name: string, tiers: readonly Tier[], route: Partial<Route> = {}): Plan => {
    let loading: Promise<void> | undefined
    let loaded = false
    const load = async (): Promise<void> => {
      try {
        for (const candidate of tiers.flatMap(({ candidates }) => candidates) as {
          target: Target
          provider: Provider
          info?: ModelInfo
        }[]) {
          const entry = registry.get(candidate.provider.id)
          await entry.load()
          candidate.info = entry.infos?.get(candidate.target.model)
          candidate.target = await checkOptions(candidate.target, candidate.provider)
        }
        loaded = true
      } finally {
        loading = undefined
      }
    }
    return {
      name,
      tiers,
      limited: tiers.some(({ on }) => on),
      run: (route.policies ?? policies()).reduceRight<Next>((next, policy) => policy(next), open),
      timeouts: { ...options.timeouts, ...route.timeouts },
      strict: route.strict ?? options.strict,
      panicAt: -Infinity,
      ready: () => (loaded ? undefined : (loading ??= load())),
    }
  }

  const remember = <Key>(plans: Map<Key, Plan>, key: Key, build: () => Plan): Plan => {
    let plan = plans.get(key)
    if (plan) return plan
    plan = build()
    if (plans.size >= mostPlans) plans.clear()
    plans.set(key, plan)
    return plan
  }
  const inlineOf = (ref: object): Map<CapabilityName, Plan> => {
    let plans = inline.get(ref)
    if (!plans) inline.set(ref, (plans = new Map()))
    return plans
  }

  return {
    plan(given, capability) {
      const ref =
        given ??
        options.default ??
        (isName('default') ? 'default' : entries.size === 1 ? [...entries.keys()][0] : undefined)
      if (ref === undefined)
        throw refuse(`The request names no "model" and the router has no default${hint('', names())}`)
      const list = Array.isArray(ref) && ref.every((one) => typeof one === 'string')
      const name = typeof ref === 'string' ? ref : list ? JSON.stringify(ref) : undefined
      const build = (): Plan => {
        const route = isName(ref) ? routes[ref]! : ref
        return make(name ?? JSON.stringify(ref), tiersOf(ref, capability, []), isRoute(route) ? route : undefined)
      }
      return name === undefined && typeof ref === 'object'
        ? remember(inlineOf(ref), capability, build)
        : remember(known, `${capability} ${name}`, build)
    },
    direct: (provider, model, capability) =>
      remember(known, `direct ${capability} ${provider}/${model}`, () => {
        const target = { provider, model: model ?? registry.get(provider).provider.defaultModel ?? '' }
        return make(nameOf(target), [{ candidates: [candidateOf(target)], strategy: ordered() }])
      }),
    reset() {
      known.clear()
      inline = new WeakMap()
    },
  }
}
