import { readFileSync, readdirSync } from 'node:fs'
import { parseFixture } from './fixture.ts'
import type { Fixture } from './fixture.ts'

/**
 * Every `.fixture` file of a folder, by name.
 *
 * @throws Error when the folder holds none.
 */
export function loadFixtures(folder: URL): readonly Fixture[] {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.fixture'))
    .toSorted()
  if (files.length === 0) throw new Error(`There is no .fixture file in ${folder.pathname}.`)
  return files.map((file) => parseFixture(file.replace(/\.fixture$/, ''), readFileSync(new URL(file, folder), 'utf8')))
}
