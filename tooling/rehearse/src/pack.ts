import { execFileSync } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** The root of the workspace. */
export const root = join(import.meta.dirname, '../../..')

/** Folders under `packages/` that are published. */
export function published(): string[] {
  return readdirSync(join(root, 'packages')).filter((slug) => {
    const manifest = JSON.parse(readFileSync(join(root, 'packages', slug, 'package.json'), 'utf8')) as {
      private?: boolean
    }
    return !manifest.private
  })
}

/** A key and a prompt in the environment of whatever runs while a package is packed: no archive may hold them. */
export const planted = {
  OPENAI_API_KEY: 'sk-planted-in-the-environment',
  LLMRR_PROMPT: 'planted prompt of the goldfish',
}

/** Packs a package as it would be published, and answers the path of the archive. `pnpm build` has to have run. */
export function pack(slug: string, destination: string): string {
  const folder = join(root, 'packages', slug)
  const text = execFileSync('pnpm', ['pack', '--json', '--pack-destination', destination], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, ...planted },
  })
  const { filename, files } = JSON.parse(text) as { filename: string; files: { path: string }[] }
  if (!files.some(({ path }) => path === 'dist/index.js')) {
    throw new Error(`The archive of packages/${slug} has no dist/index.js; run \`pnpm build\` first.`)
  }
  return join(destination, filename.split('/').at(-1)!)
}
