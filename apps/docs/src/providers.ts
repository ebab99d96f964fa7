import { providerSlugs } from './packages.ts'
import type { PluginFunction, Provider } from '@llmrr/core'

/** An official provider, made with nothing but its defaults. */
export interface Official {
  readonly slug: string
  readonly provider: Provider
}

/** Every provider package of the workspace. @throws Error that names the package whose default export is no plugin function. */
export const officials = (): Promise<readonly Official[]> =>
  Promise.all(
    providerSlugs().map(async (slug) => {
      const name = `@llmrr/provider-${slug}`
      const { default: plugin } = (await import(name)) as { default?: PluginFunction<[]> }
      if (typeof plugin !== 'function') throw new Error(`${name} has no plugin function as its default export.`)
      return { slug, provider: plugin() as Provider }
    }),
  )
