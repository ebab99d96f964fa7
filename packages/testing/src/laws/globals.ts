import { AsyncLocalStorage } from 'node:async_hooks'
import { prepare, run } from './call.ts'
import { isChat, scripts } from './law.ts'
import type { Law } from './law.ts'

const inside = new AsyncLocalStorage<true>()

type Holder = Record<string, unknown>

/** What only the host may reach, with how it is spelled. */
const reachable: readonly (readonly [holder: () => Holder, name: string, said: string])[] = [
  [() => Date as unknown as Holder, 'now', 'Date.now'],
  [() => performance as unknown as Holder, 'now', 'performance.now'],
  [() => Math as unknown as Holder, 'random', 'Math.random'],
  [() => crypto as unknown as Holder, 'randomUUID', 'crypto.randomUUID'],
  [() => crypto as unknown as Holder, 'getRandomValues', 'crypto.getRandomValues'],
  [() => globalThis as unknown as Holder, 'fetch', 'fetch'],
  [() => globalThis as unknown as Holder, 'setTimeout', 'setTimeout'],
  [() => globalThis as unknown as Holder, 'setInterval', 'setInterval'],
  [() => console as unknown as Holder, 'log', 'console.log'],
  [() => console as unknown as Holder, 'warn', 'console.warn'],
  [() => console as unknown as Holder, 'error', 'console.error'],
]

// Node's own loader looks it up at every `import()`, also of what is loaded already (Node 24).
const readByNode = 'WATCH_REPORT_DEPENDENCIES'

/** Puts a watch on every global; answers what was touched from inside `work`, and puts all back. */
async function touchedBy(work: () => Promise<unknown>): Promise<readonly string[]> {
  const touched = new Set<string>()
  const undo: (() => void)[] = []
  for (const [holder, name, said] of reachable) {
    const owner = holder()
    const own = Object.getOwnPropertyDescriptor(owner, name)
    const original = owner[name] as (...args: unknown[]) => unknown
    const watched = new Proxy(original, {
      apply(target, self, args) {
        if (inside.getStore()) touched.add(said)
        return Reflect.apply(target, self, args) as unknown
      },
    })
    Object.defineProperty(owner, name, { value: watched, configurable: true, writable: true })
    undo.push(() => (own ? Object.defineProperty(owner, name, own) : delete owner[name]))
  }
  const OriginalDate = globalThis.Date
  globalThis.Date = new Proxy(OriginalDate, {
    construct(target, args, newTarget) {
      if (inside.getStore() && args.length === 0) touched.add('new Date()')
      return Reflect.construct(target, args, newTarget) as object
    },
  })
  const environment = process.env
  const watchedEnvironment = new Proxy(environment, {
    get(target, name) {
      if (inside.getStore() && typeof name === 'string' && name !== readByNode) touched.add(`process.env.${name}`)
      return Reflect.get(target, name) as unknown
    },
  })
  Object.defineProperty(process, 'env', {
    value: watchedEnvironment,
    configurable: true,
    writable: true,
    enumerable: true,
  })
  try {
    await inside.run(true, work)
  } finally {
    for (const put of undo) put()
    globalThis.Date = OriginalDate
    Object.defineProperty(process, 'env', { value: environment, configurable: true, writable: true, enumerable: true })
  }
  return [...touched]
}

/** Clock, chance, network, timers, environment and console are the host's. */
export const globals: Law = {
  name: 'no global is touched',
  about: (fixture) => isChat(fixture) || fixture.exchanges.length > 0,
  async check(fixture, { provider }) {
    // What is imported lazily may look around while it loads; that is not the handler's doing.
    await run(prepare(provider, fixture, scripts(fixture)))
    const touched = await touchedBy(() => run(prepare(provider, fixture, scripts(fixture))))
    return touched.map((name) => `${name} was reached past the host.`)
  },
}

/** What was set to ring later is taken back. */
export const timers: Law = {
  name: 'no timer is left behind',
  about: (fixture) => fixture.exchanges.length > 0,
  async check(fixture, { provider }) {
    const call = prepare(provider, fixture, scripts(fixture))
    await run(call)
    return call.openTimers() > 0 ? [`${call.openTimers()} timers were left after the end.`] : []
  },
}
