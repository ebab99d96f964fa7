import { startEmulator } from '@llmrr/testing/emulator'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { run } from '../src/run.ts'
import { fakeTerminal } from './fake-terminal.ts'
import { project } from './project.ts'
import type { Emulator } from '@llmrr/testing/emulator'

const providers = ['provider-openai', 'provider-anthropic', 'provider-groq']

describe('llmrr chat', () => {
  let emulator: Emulator
  let home: Awaited<ReturnType<typeof project>>
  beforeAll(async () => {
    emulator = await startEmulator()
    const use = ['openai', 'anthropic', 'groq']
    home = await project(
      {
        'package.json': JSON.stringify({
          type: 'module',
          dependencies: Object.fromEntries([...providers.map((name) => [`@llmrr/${name}`, '*']), ['@llmrr/core', '*']]),
        }),
        'llmrr.config.ts': `${use.map((name) => `import { ${name} } from '@llmrr/provider-${name}'`).join('\n')}
export default {
  use: [${use.map((name) => `${name}({ baseURL: '${emulator.baseURL(name as 'openai')}', apiKey: '${emulator.key(name as 'openai')}' })`).join(', ')}],
  routes: { fast: ['groq', 'openai'] },
}`,
        'answer.schema.json': JSON.stringify({
          type: 'object',
          properties: { city: { type: 'string' } },
          required: ['city'],
          additionalProperties: false,
        }),
        'note.txt': 'the meeting is on Friday',
      },
      [...providers, 'core'],
    )
  })
  afterEach(() => {
    emulator.clearFaults()
    emulator.setAnswer(undefined)
  })
  afterAll(async () => {
    await emulator.close()
    await home.remove()
  })

  const chat = async (
    args: readonly string[],
    options: { readonly input?: string; readonly signal?: AbortSignal } = {},
  ) => {
    const { terminal, written } = fakeTerminal({ cwd: home.folder, ...options })
    return { code: await run(['chat', ...args], terminal), ...written }
  }

  it('streams the answer to standard output and nothing else', async () => {
    emulator.setAnswer('Grüße aus dem Teich.')
    expect(await chat(['hello', '-m', 'openai'])).toEqual({ code: 0, out: 'Grüße aus dem Teich.\n', note: '' })
  })

  it('reads the prompt from standard input, behind the one on the command line', async () => {
    const { code } = await chat(['summarise:', '-', '-m', 'groq'], { input: 'a long text\n' })
    expect(code).toBe(0)
    expect(JSON.stringify(emulator.requests.at(-1)!.body)).toContain('summarise:\\n\\na long text')
  })

  it('falls back along repeated --model and shows the attempts', async () => {
    emulator.inject({ service: 'groq', status: 503 })
    emulator.setAnswer('From the second.')
    const { code, out, note } = await chat(['hello', '-m', 'groq', '-m', 'anthropic', '--show-attempts'])
    expect(code).toBe(0)
    expect(out).toBe('From the second.\n')
    expect(note).toMatch(/1 +groq\/\S+ +error +overloaded \(503\)/)
    expect(note).toMatch(/2 +anthropic\/\S+ +ok/)
  })

  it('uses a route of llmrr.config.ts', async () => {
    expect((await chat(['hello', '--route', 'fast'])).code).toBe(0)
    expect(emulator.requests.at(-1)!.service).toBe('groq')
  })

  it('sends a file along', async () => {
    expect((await chat(['when?', '-m', 'openai', '-f', 'note.txt'])).code).toBe(0)
    expect(JSON.stringify(emulator.requests.at(-1)!.body)).toContain('the meeting is on Friday')
  })

  it('holds the answer to a schema', async () => {
    const { code, out } = await chat(['where?', '-m', 'openai', '--schema', 'answer.schema.json'])
    expect(code).toBe(0)
    expect(JSON.parse(out)).toEqual({ city: expect.any(String) })
  })

  it('prints the whole result with --json', async () => {
    const { code, out } = await chat(['hello', '-m', 'anthropic', '--json'])
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({
      finishReason: 'stop',
      target: { provider: 'anthropic' },
      attempts: [{ outcome: 'ok' }],
    })
  })

  it('says in one line what failed, with exit code 1', async () => {
    emulator.inject({ service: 'openai', status: 401, times: Infinity })
    const { code, out, note } = await chat(['hello', '-m', 'openai'])
    expect([code, out]).toEqual([1, ''])
    expect(note).toContain('openai answered auth (401')
    expect(note).not.toContain(emulator.key('openai'))
  })

  it.each([
    [['hello', '-m', 'nobody/model'], /nobody/],
    [['hello', '--route', 'slow'], /slow/],
  ])('names what there is for %j', async (args, what) => {
    const { code, note } = await chat(args)
    expect(code).toBe(1)
    expect(note).toMatch(what)
    expect(note).toMatch(/openai/)
  })

  it.each([
    [['-m', 'openai'], /no prompt/],
    [['hello', '--modl', 'openai'], /--modl/],
    [['hello', '-m', 'openai', '-r', 'fast'], /exclude each other/],
    [['hello', '--temperature', 'hot'], /--temperature takes a number.*"hot"/],
    [['hello', '--reasoning', 'hard'], /--reasoning takes one of none/],
    [['hello', '-f', 'absent.png'], /absent\.png cannot be read: ENOENT/],
    [['hello', '--schema', 'note.txt'], /note\.txt is not JSON/],
  ])('answers %j with one line and exit code 2', async (args, what) => {
    const { code, out, note } = await chat(args, { input: '' })
    expect([code, out]).toEqual([2, ''])
    expect(note).toMatch(what)
    expect(note.trim().split('\n')).toHaveLength(1)
  })

  it('ends with 130 when it is interrupted', async () => {
    const stop = new AbortController()
    emulator.inject({ service: 'openai', stall: 2 })
    const pending = chat(['hello', '-m', 'openai'], { signal: stop.signal })
    setTimeout(() => stop.abort(), 200)
    expect((await pending).code).toBe(130)
  })
})
