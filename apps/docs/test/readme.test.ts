import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { blocksOf } from '../src/regions.ts'

const root = join(import.meta.dirname, '../../..')

/** Times, ports and widths differ from run to run; a terminal breaks lines. */
const shape = (text: string): string =>
  text
    .replaceAll(/\d+(?:\.\d+)?|-{2,}/g, 'N')
    .replaceAll(/\bN s\b/g, 'N ms')
    .replaceAll(/\s+/g, ' ')
    .trim()

test('the README opens with what `start` prints', async () => {
  const command = [join(root, 'packages/cli/src/main.ts'), 'start']
  const { stdout } = await promisify(execFile)(process.execPath, command, {
    cwd: root,
    env: { PATH: process.env['PATH'] },
  })
  const [first] = blocksOf(readFileSync(join(root, 'README.md'), 'utf8'))
  expect(shape(first!.text)).toBe(shape(stdout))
})
