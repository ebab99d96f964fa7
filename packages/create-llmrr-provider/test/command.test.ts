import { execFile } from 'node:child_process'
import { createServer } from 'node:http'
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { afterAll, expect, test } from 'vitest'
import { formats } from '../src/index.ts'
import type { AddressInfo } from 'node:net'

const folder = mkdtempSync(join(tmpdir(), 'llmrr-create-'))
afterAll(() => rmSync(folder, { recursive: true }))

const main = join(import.meta.dirname, '../src/main.ts')

/** Runs the command as a process of its own. */
const command = (...args: string[]): Promise<{ code: number; out: string; note: string }> =>
  new Promise((resolve) => {
    const child = execFile(process.execPath, [main, ...args], { cwd: folder }, (_, out, note) =>
      resolve({ code: child.exitCode ?? -1, out, note }),
    )
  })

/** The address of a port of this machine at which nobody answers any more. */
async function closedPort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return `http://127.0.0.1:${port}/v1`
}

const refusals: Readonly<Record<string, readonly [args: readonly string[], says: RegExp]>> = {
  'a name with capitals': [['Blue', '--yes'], /"Blue" is no name for a provider: use small letters/],
  'a name that leads out of the folder': [['../x', '--yes'], /"\.\.\/x" is no name/],
  'a reserved word': [['default', '--yes'], /"default" has a meaning of its own/],
  'a word of the template': [['vendor', '--yes', '--no-check'], /"vendor" is a word of the template/],
  'an address that is none': [['x', '--yes', '--base-url', 'api.x.example'], /"api\.x\.example" is no base URL/],
  'an address with a password': [['x', '--yes', '--base-url', 'https://u:hunter2@x.example'], /has a user/],
  'a format that there is not': [
    ['x', '--yes', '--format', 'soap'],
    /no wire format "soap"; choose openai-compatible, /,
  ],
  'a capability that the format lacks': [['x', '--yes', '--capabilities', 'fly'], /no capability "fly"/],
  'a scope without its sign': [['x', '--yes', '--scope', 'marsh'], /"marsh" is no scope/],
  'an option that there is not': [['x', '--yes', '--colour', 'red'], /Unknown option '--colour'/],
  'nobody to ask': [['x'], /nobody to ask here: pass --yes/],
}

for (const [what, [args, says]] of Object.entries(refusals)) {
  test(`one line, exit code 1 and nothing written: ${what}`, async () => {
    const { code, out, note } = await command(...args)
    expect([code, out]).toEqual([1, ''])
    expect(note).toMatch(says)
    expect(note.trimEnd().split('\n')).toHaveLength(1)
    expect(note).not.toContain('hunter2')
    expect(readdirSync(folder)).toEqual([])
  })
}

test('one line, exit code 1 and nothing written: nobody answers at the base URL', async () => {
  const { code, note } = await command('x', '--yes', '--base-url', await closedPort())
  expect(code).toBe(1)
  expect(note).toMatch(/^create-llmrr-provider: Nobody answers at http:\/\/127\.0\.0\.1:\d+\/v1 \(ECONNREFUSED\).*\n$/)
  expect(readdirSync(folder)).toEqual([])
})

test('one line, exit code 1: a folder that is there already stays as it was', async () => {
  mkdirSync(join(folder, 'llmrr-provider-x'))
  const { code, note } = await command('x', '--yes')
  expect([code, note.trimEnd().split('\n').length]).toEqual([1, 1])
  expect(note).toContain('llmrr-provider-x is there already')
  expect(readdirSync(join(folder, 'llmrr-provider-x'))).toEqual([])
  rmSync(join(folder, 'llmrr-provider-x'), { recursive: true })
})

test('the copy in the workspace writes no ranges that only the workspace knows', async () => {
  const { code, note } = await command('x', '--yes')
  expect([code, readdirSync(folder)]).toEqual([1, []])
  expect(note).toContain('use pnpm new:provider')
})

test('--help names every option and format, --version the version', async () => {
  const { code, out } = await command('--help')
  expect(code).toBe(0)
  for (const word of [
    ...Object.keys(formats),
    '--name',
    '--base-url',
    '--capabilities',
    '--scope',
    '--yes',
    '--no-check',
  ])
    expect(out).toContain(word)
  expect((await command('--version')).out).toMatch(/^\d+\.\d+\.\d+\n$/)
})
