import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect, test } from 'vitest'

// Inside this package, so that what it depends on is found.
const cache = join(import.meta.dirname, '../.cache')
mkdirSync(cache, { recursive: true })
const folder = mkdtempSync(join(cache, 'readme-'))
afterAll(() => rmSync(folder, { recursive: true }))

const vitest = (...args: string[]) =>
  promisify(execFile)(
    process.execPath,
    [join(import.meta.dirname, '../node_modules/vitest/vitest.mjs'), 'run', '--root', folder, ...args],
    { cwd: folder },
  )

test('a README that tells something else fails, and an update mends it', async () => {
  writeFileSync(
    join(folder, 'readme.test.ts'),
    `import { defineProvider } from '@llmrr/core'
import { describeReadme } from '@llmrr/testing'
const embed = Object.assign(async () => ({ embeddings: [] }), { params: ['input'] })
describeReadme(defineProvider('heron', () => ({ embed })), new URL('./README.md', import.meta.url))
`,
  )
  const readme = join(folder, 'README.md')
  writeFileSync(readme, '# Heron\n\n<!-- generated: support/heron -->\n<!-- end -->\n\nIt wades.\n')
  await expect(vitest()).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('Snapshot') })
  await vitest('--update')
  expect(readFileSync(readme, 'utf8')).toBe(`# Heron

<!-- generated: support/heron -->

| Capability | Call | Understands |
| --- | --- | --- |
| \`embed\` | \`llm.embed\` | \`input\` |

<!-- end -->

It wades.
`)
  await vitest()
})
