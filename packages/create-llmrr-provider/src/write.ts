import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { refuse } from './refusal.ts'
import type { Files } from './template.ts'

/** Writes a folder whole or not at all: into a sibling first, which takes its name once `finish` is done with it. */
export async function writeFolder(
  folder: string,
  files: Files,
  finish: (sibling: string) => Promise<void> | void = () => {},
): Promise<void> {
  checkFree(folder)
  mkdirSync(dirname(folder), { recursive: true })
  const sibling = join(dirname(folder), `.${basename(folder)}-${process.pid}`)
  mkdirSync(sibling)
  try {
    for (const [path, text] of Object.entries(files)) {
      const file = join(sibling, path)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, text)
    }
    await finish(sibling)
    renameSync(sibling, folder)
  } catch (error) {
    rmSync(sibling, { recursive: true, force: true })
    throw error
  }
}

/** Refuses a place where something stands already. */
export function checkFree(folder: string): void {
  if (existsSync(folder)) refuse(`${folder} is there already; choose another name or remove it.`)
}
