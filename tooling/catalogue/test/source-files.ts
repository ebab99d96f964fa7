import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { World } from '../src/main.ts'

/** A model as models.dev writes it, with the fields that every one has. */
export const model = (more: object = {}): { [field: string]: unknown } => ({
  name: 'Acme One',
  modalities: { input: ['text'], output: ['text'] },
  limit: { context: 1000, output: 100 },
  cost: { input: 2, output: 8 },
  tool_call: true,
  reasoning: false,
  temperature: true,
  release_date: '2026-01-01',
  open_weights: false,
  ...more,
})

/** A file of the source. */
export const service = (models: object, commit = 'abc', asOf = '2026-07-01'): string =>
  JSON.stringify({
    provider: 'acme',
    source: { repo: 'anomalyco/models.dev', commit, as_of: asOf, license: 'MIT', providers: ['acme'] },
    models,
  })

export const overrides = (...list: object[]): string =>
  JSON.stringify({ overrides: list.map((one) => ({ source: 'https://acme.test/models', asOf: '2026-11-01', ...one })) })

/** A repository with one provider package, a source folder beside it, and what the command prints. */
export async function workspace(files: { [path: string]: string } = {}): Promise<World & { printed: string[] }> {
  const above = await mkdtemp(join(tmpdir(), 'catalogue-'))
  onTestFinished(() => rm(above, { recursive: true }))
  const root = join(above, 'repository')
  const all = { 'packages/provider-acme/src/index.ts': 'export {}\n', ...files }
  for (const [path, text] of Object.entries(all)) {
    await mkdir(join(root, path, '..'), { recursive: true })
    await writeFile(join(root, path), text)
  }
  const printed: string[] = []
  return { root, today: '2026-11-24', print: (line) => printed.push(line), printed }
}
