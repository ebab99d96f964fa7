import { posix } from 'node:path'
import { floorOf } from './packages.ts'
import { importsOf, lineOf, parse } from './syntax.ts'
import type { Check, Finding } from './repo.ts'
import type { Floor } from './packages.ts'

/** What a floor may stand on. A test may also use the testing kit, except core's: testing stands on core. */
const below: Readonly<Record<Floor, readonly Floor[]>> = {
  core: [],
  kit: ['core'],
  provider: ['core', 'kit'],
  testing: ['core'],
  top: ['core', 'kit', 'provider', 'testing'],
}

// Testing stands on core, so it cannot be a dev dependency of core: the tests of core reach its virtual host by path.
const lent = /^packages\/testing\/src\//

/** Imports only go down: core <- provider-kit <- provider-* <- cli; testing stands on core; a file leaves its package by name only. */
export const floors: Check = (repo) =>
  repo.paths.flatMap((path) => {
    const [, slug, area] =
      /^packages\/([^/]+)\/(src|test|templates\/[^/]+\/(?:src|test))\/.*\.[mc]?ts$/.exec(path) ?? []
    if (!slug || !area) return []
    const source = parse(path, repo.read(path))
    return importsOf(source).flatMap(({ specifier, start }): Finding[] => {
      const message = specifier === undefined ? undefined : problem(path, slug, area, specifier)
      return message ? [{ path, line: lineOf(source.text, start), message }] : []
    })
  })

function problem(path: string, slug: string, area: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) {
    const target = posix.join(posix.dirname(path), specifier)
    if (!target.startsWith(`packages/${slug}/`)) {
      const free = area === 'test' && (target.startsWith('tooling/') || (slug === 'core' && lent.test(target)))
      return free ? undefined : `imports ${specifier}, a file of another package; import the package by its name.`
    }
    return area === 'src' && !target.startsWith(`packages/${slug}/src/`) && !target.endsWith('/package.json')
      ? `imports ${specifier}: what is published does not reach outside src.`
      : undefined
  }
  const floor = floorOf(slug)
  const other = /^@llmrr\/([^/]+)/.exec(specifier)?.[1]
  if (other === undefined) {
    return floor === 'core' && area === 'src' ? `imports ${specifier}: core has no runtime dependency.` : undefined
  }
  if (other === slug) return area === 'src' ? `imports itself as ${specifier}; use a relative path.` : undefined
  const allowed = area === 'test' && floor !== 'core' ? [...below[floor], 'testing'] : below[floor]
  if (allowed.includes(floorOf(other))) return undefined
  return floor === 'provider' && floorOf(other) === 'provider'
    ? `imports ${specifier}: no provider imports another; what two share lives in provider-kit.`
    : `imports ${specifier}: an import only goes down the floors core <- provider-kit <- provider-* <- cli.`
}
