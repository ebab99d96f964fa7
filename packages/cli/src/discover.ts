import { existsSync, readFileSync } from 'node:fs'
import { createRequire, findPackageJSON } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { PluginFunction, Provider } from '@llmrr/core'

/** A provider package among the user's dependencies. */
export interface Found {
  readonly name: string
  readonly version: string
  readonly official: boolean
  /** Its plugin function; absent when the package could not be loaded. */
  readonly plugin?: PluginFunction<[config?: object]>
  /** Why it could not be loaded. */
  readonly problem?: string
}

const official = /^@llmrr\/provider-(?!kit$)[a-z0-9.-]+$/
const community = /^(?:@[\w.-]+\/)?llmrr-provider-[a-z0-9.-]+$/

/** Whether a package's name says that it is a provider. */
export const isProviderName = (name: string): boolean => official.test(name) || community.test(name)

interface Manifest {
  readonly name?: string
  readonly version?: string
  readonly [field: string]: unknown
}

const readManifest = (path: string): Manifest => JSON.parse(readFileSync(path, 'utf8')) as Manifest

/** The `package.json` files from a folder upwards, nearest first. */
function manifestsAbove(folder: string): string[] {
  const found: string[] = []
  for (let at = folder; ; at = dirname(at)) {
    const path = join(at, 'package.json')
    if (existsSync(path)) found.push(path)
    if (dirname(at) === at) return found
  }
}

/** The names of provider packages that a manifest depends on. */
export function providerNames(manifest: Manifest): string[] {
  const names = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'].flatMap((field) =>
    Object.keys((manifest[field] as Record<string, string> | undefined) ?? {}),
  )
  return [...new Set(names)].filter(isProviderName)
}

const isPlugin = (value: unknown): value is PluginFunction<[config?: object]> =>
  typeof value === 'function' && typeof (value as { kind?: unknown }).kind === 'string'

/** Version of an installed package; `undefined` when it is not installed. */
function installedVersion(name: string, manifestPath: string): string | undefined {
  try {
    const own = findPackageJSON(name, pathToFileURL(manifestPath))
    return own && (readManifest(own).version ?? '?')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND') return undefined
    throw error
  }
}

async function load(name: string, manifestPath: string): Promise<Found> {
  const base = { name, official: official.test(name) }
  const version = installedVersion(name, manifestPath)
  if (version === undefined)
    return { ...base, version: '?', problem: 'it is not installed: run your package manager’s install' }
  try {
    const path = createRequire(manifestPath).resolve(name)
    const module = (await import(pathToFileURL(path).href)) as { readonly default?: unknown }
    return isPlugin(module.default)
      ? { ...base, version, plugin: module.default }
      : { ...base, version, problem: 'its default export is not a plugin function (see defineProvider)' }
  } catch (error) {
    return { ...base, version, problem: `it cannot be loaded: ${(error as Error).message.split('\n')[0]}` }
  }
}

/**
 * The provider packages among the dependencies of the nearest `package.json` that has any, from `folder` upwards; with none
 * there, those beside this command itself.
 */
export async function discover(folder: string): Promise<readonly Found[]> {
  for (const path of [...manifestsAbove(folder), ...manifestsAbove(import.meta.dirname)]) {
    const names = providerNames(readManifest(path))
    if (names.length > 0) return Promise.all(names.toSorted().map((name) => load(name, path)))
  }
  return []
}

/** Which of a provider's credential variables are set. Their values are never read further. */
export const credentialsFound = (provider: Provider, env: (name: string) => string | undefined): readonly string[] =>
  (provider.credentials ?? []).filter((name) => env(name))
