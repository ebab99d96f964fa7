import type { CallHandler } from './call.ts'
import type { Target } from './provider.ts'

const found = new WeakMap<Target, { readonly handler: CallHandler; readonly params: readonly string[] }>()

/** The request fields that a handler understands for a target, worked out once; `undefined` where it does not say. */
export function paramsOf(handler: CallHandler | undefined, target: Target): readonly string[] | undefined {
  if (typeof handler?.params !== 'function') return handler?.params
  const known = found.get(target)
  if (known?.handler === handler) return known.params
  const params = handler.params(target)
  found.set(target, { handler, params })
  return params
}
