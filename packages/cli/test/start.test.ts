import { describe, expect, it } from 'vitest'
import { run } from '../src/run.ts'
import { fakeTerminal } from './fake-terminal.ts'

describe('llmrr start', () => {
  it('runs the main job over real sockets: two services fail, the third streams, and the table shows it', async () => {
    const { terminal, written } = fakeTerminal()
    expect(await run(['start'], terminal)).toBe(0)
    expect(written.out).toMatch(/not real services: they are an emulator on http:\/\/127\.0\.0\.1:\d+/)
    expect(written.out).toMatch(/^1 +groq\/\S+ +error +rate-limit \(429\)/m)
    expect(written.out).toMatch(/^2 +anthropic\/\S+ +error +network/m)
    expect(written.out).toMatch(/^3 +openai\/\S+ +ok +- +\d+ ms +[\d.]+ m?s +\d+ in, \d+ out +\$0\.\d+$/m)
    expect(written.note).toBe('')
  })
})

describe('llmrr', () => {
  it('names the commands for an unknown one', async () => {
    const { terminal, written } = fakeTerminal()
    expect(await run(['chatt'], terminal)).toBe(2)
    expect(written.note).toContain('there is no command "chatt"; there are chat, emulate, models, providers, start')
  })

  it.each([['help'], ['--help'], ['help', 'chat'], ['models', '--help']])('prints help for %s %s', async (...args) => {
    const { terminal, written } = fakeTerminal()
    expect(await run(args.filter(Boolean), terminal)).toBe(0)
    expect(written.out).toContain('llmrr ')
  })

  it('tells its version', async () => {
    const { terminal, written } = fakeTerminal()
    expect(await run(['--version'], terminal)).toBe(0)
    expect(written.out).toMatch(/^\d+\.\d+\.\d+\n$/)
  })

  it('refuses a fault that is no JSON object', async () => {
    const { terminal, written } = fakeTerminal()
    expect(await run(['emulate', '--fault', '[1]'], terminal)).toBe(2)
    expect(written.note).toContain('--fault takes a JSON object')
  })

  it('prints an environment that points to the emulator', async () => {
    const { terminal, written } = fakeTerminal()
    expect(await run(['emulate'], terminal)).toBe(0)
    expect(written.out).toMatch(/^export OPENAI_BASE_URL=http:\/\/127\.0\.0\.1:\d+\/openai\/v1$/m)
    expect(written.note).toContain('not a real service')
  })
})
