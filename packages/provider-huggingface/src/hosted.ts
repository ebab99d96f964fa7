import { asModel, asTask, hostOf, hostPaths, splitModel } from './place.ts'
import { optionsOf } from './options.ts'
import type { Context, Handler, Target } from '@llmrr/core'
import type { Hosted } from './place.ts'

/** What a host calls a model. */
export type FindHostModel = (repo: string, host: string, context: Context) => Promise<string>

/** A handler whose request is looked at by nobody here. */
interface Way<Result> extends Pick<Handler<'embed'>, 'params'> {
  (request: never, context: Context): Result
}

type Ways<Result> = Readonly<Record<string, Way<Result>>>

/** The hosts' handlers of a capability, made for the path of each. */
export const byHost = <C extends Hosted>(
  capability: C,
  make: (path: string, host: string) => Handler<C>,
): Readonly<Record<string, Handler<C>>> =>
  Object.fromEntries(
    Object.entries(hostPaths).flatMap(([host, { [capability]: path }]) => (path ? [[host, make(path, host)]] : [])),
  )

function wayFor<Result>(own: Way<Result>, hosts: Ways<Result>, target: Pick<Target, 'model'>): Way<Result> {
  const host = hostOf(target)
  return host !== undefined && Object.hasOwn(hosts, host) ? hosts[host]! : own
}

const paramsOf =
  <Result>(own: Way<Result>, hosts: Ways<Result>) =>
  (target: Target): readonly string[] => {
    const { params = [] } = wayFor(own, hosts, target)
    return typeof params === 'function' ? params(target) : params
  }

/** The context in which it is done: with the model's id as the host has it, or as the Hub does. */
async function contextFor(capability: Hosted, isHosted: boolean, find: FindHostModel, context: Context) {
  if (!isHosted) return asTask(capability, context)
  const { repo, suffix } = splitModel(context.target.model)
  return asModel(context, optionsOf(context).hostModel ?? (await find(repo, suffix!, context)))
}

/** A capability that answers once, done by Hugging Face's own task or by the host that the model's suffix names. */
export function hosted<C extends 'embed' | 'image'>(
  capability: C,
  own: Handler<C>,
  hosts: Readonly<Record<string, Handler<C>>>,
  find: FindHostModel,
): Handler<C> {
  const [task, ways] = [own, hosts] as unknown as [Way<Promise<unknown>>, Ways<Promise<unknown>>]
  const run = async (request: never, given: Context): Promise<unknown> => {
    const way = wayFor(task, ways, given.target)
    return way(request, await contextFor(capability, way !== task, find, given))
  }
  return Object.assign(run, { params: paramsOf(task, ways) }) as unknown as Handler<C>
}

/** The same for a capability that answers events. */
export function hostedStream<C extends 'speech' | 'transcribe'>(
  capability: C,
  own: Handler<C>,
  hosts: Readonly<Record<string, Handler<C>>>,
  find: FindHostModel,
): Handler<C> {
  const [task, ways] = [own, hosts] as unknown as [Way<AsyncIterable<unknown>>, Ways<AsyncIterable<unknown>>]
  async function* run(request: never, given: Context): AsyncGenerator<unknown, void, void> {
    const way = wayFor(task, ways, given.target)
    yield* way(request, await contextFor(capability, way !== task, find, given))
  }
  return Object.assign(run, { params: paramsOf(task, ways) }) as unknown as Handler<C>
}
