import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { ModelInfo } from '@llmrr/core'
import { digest } from './digest.ts'

/** A provider package's part in the catalogue: what was generated and what was written by hand. */
export interface ProviderPackage {
  readonly slug: string
  readonly folder: string
  readonly modelsFile: string
  /** Text of `src/models.ts`, or `undefined` where it has not been generated yet. */
  readonly generated: string | undefined
  /** Text of `models.overrides.json`, or `undefined` where there is none. */
  readonly overrides: string | undefined
}

/** Slugs of the provider packages in `packages/`, in order. */
export async function providerSlugs(root: string): Promise<string[]> {
  const names = await readdir(join(root, 'packages'))
  const slugs = names.flatMap((name) => /^provider-(.+)$/.exec(name)?.[1] ?? [])
  return slugs.filter((slug) => slug !== 'kit').toSorted()
}

/** Reads a package's two files. Throws where there is no such package. */
export async function readPackage(root: string, slug: string): Promise<ProviderPackage> {
  const folder = join(root, 'packages', `provider-${slug}`)
  const names = await readdir(folder).catch(() => undefined)
  if (!names) throw new Error(`There is no packages/provider-${slug}; make the package first, or check the name.`)
  const modelsFile = join(folder, 'src', 'models.ts')
  return {
    slug,
    folder,
    modelsFile,
    generated: await readIfThere(modelsFile),
    overrides: await readIfThere(join(folder, 'models.overrides.json')),
  }
}

async function readIfThere(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    return undefined
  })
}

/** The models of a generated file as it stands on the disk. */
export async function loadModels(file: string): Promise<readonly ModelInfo[]> {
  // The query keeps a file that has just been written from being answered out of the module cache.
  const url = `${pathToFileURL(file).href}?${digest(await readFile(file, 'utf8'))}`
  const loaded = (await import(/* @vite-ignore */ url)) as { readonly models?: readonly ModelInfo[] }
  if (!Array.isArray(loaded.models)) throw new Error(`${file} exports no "models".`)
  return loaded.models
}

/** What a check needs of a package's provider, or `undefined` while the package exports no plugin function. */
export async function loadProvider(
  folder: string,
): Promise<{ readonly defaultModel?: string; readonly models?: unknown } | undefined> {
  const url = pathToFileURL(join(folder, 'src', 'index.ts')).href
  const loaded = (await import(/* @vite-ignore */ url)) as {
    readonly default?: () => { readonly defaultModel?: string; readonly models?: unknown }
  }
  return loaded.default?.()
}
