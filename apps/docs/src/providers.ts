import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { capabilitiesOf } from '@llmrr/testing/support'
import { providerSlugs, root } from './packages.ts'
import { serviceTable } from './service-table.ts'
import { serviceName, services } from './services.ts'
import type { PluginFunction, Provider } from '@llmrr/core'

/** An official provider, made with nothing but its defaults. */
export interface Official {
  readonly slug: string
  /** The name of its plugin function. */
  readonly plugin: string
  readonly provider: Provider
}

/** Every provider package of the workspace. @throws Error that names the package whose default export is no plugin function. */
export const officials = (): Promise<readonly Official[]> =>
  Promise.all(
    providerSlugs().map(async (slug) => {
      // By path, so that a new package is here without being a dependency.
      const file = `packages/provider-${slug}/src/index.ts`
      const exported = (await import(join(root, file))) as { readonly default?: PluginFunction<[]> }
      const { default: make, ...named } = exported
      const [plugin] = Object.entries(named).find(([, value]) => value === make) ?? []
      if (!make || plugin === undefined)
        throw new Error(`${file} does not export its plugin function by name and as its default.`)
      return { slug, plugin, provider: make() as Provider }
    }),
  )

/** The table of services, from the packages and VERIFICATION.md. A name leads to the provider's README, or where `pageOf` says. */
export function servicesNow(there: readonly Official[], pageOf?: (slug: string) => string): string {
  const verification = join(root, 'VERIFICATION.md')
  return serviceTable(
    there.map(({ slug, provider }) => ({
      slug,
      name: serviceName(slug),
      phase: services[slug]?.phase,
      capabilities: [...capabilitiesOf(provider), ...(provider.listModels ? ['models'] : [])],
    })),
    Object.entries(services).flatMap(([slug, { name }]) => (there.some((one) => one.slug === slug) ? [] : [name])),
    existsSync(verification) ? readFileSync(verification, 'utf8') : '',
    pageOf,
  )
}
