import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const packages = new URL('../../', import.meta.url).pathname

/** A user's project in a folder of its own: the files, and links to packages of this workspace. */
export async function project(
  files: Readonly<Record<string, string>>,
  linked: readonly string[] = [],
): Promise<{ readonly folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'llmrr-cli-'))
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), text)
  }
  for (const name of linked) {
    await mkdir(join(folder, 'node_modules/@llmrr'), { recursive: true })
    await symlink(join(packages, name), join(folder, 'node_modules/@llmrr', name))
  }
  return { folder, remove: () => rm(folder, { recursive: true }) }
}
