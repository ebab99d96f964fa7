import { describe, expect, it } from 'vitest'
import { run } from '../src/run.ts'
import { fakeTerminal } from './fake-terminal.ts'

const models = async (...args: string[]) => {
  const { terminal, written } = fakeTerminal()
  return { code: await run(['models', ...args], terminal), ...written }
}
const json = async (...args: string[]) =>
  JSON.parse((await models(...args, '--json')).out) as {
    provider: string
    id: string
    capabilities: string[]
    contextWindow?: number
    price?: { prices: { input?: number } }
  }[]

describe('llmrr models', () => {
  it('lists the catalogue of one provider', async () => {
    const { code, out, note } = await models('groq')
    expect(code).toBe(0)
    expect(out).toMatch(/^groq\/openai\/gpt-oss-20b +chat/m)
    expect(out).not.toMatch(/^openai\//m)
    expect(note).toMatch(/^\d+ of \d+ models/)
  })

  it('filters by capability, context and price', async () => {
    const all = await json()
    const kept = await json('-c', 'chat', '--min-context', '200000', '--max-price', '1')
    expect(kept.length).toBeGreaterThan(0)
    expect(kept.length).toBeLessThan(all.length)
    for (const model of kept) {
      expect(model.capabilities).toContain('chat')
      expect(model.contextWindow).toBeGreaterThanOrEqual(200_000)
      expect(model.price!.prices.input).toBeLessThanOrEqual(1)
    }
  })

  it.each([
    [['nobody'], /no provider "nobody"; installed are/],
    [['--capability', 'sing'], /--capability takes one of batch, chat, .*, not "sing"/],
    [['--feature', 'wings'], /--feature takes one of .*tools.*, not "wings"/],
    [['--max-price', 'cheap'], /--max-price takes a number/],
  ])('answers %j with one line and exit code 2', async (args, what) => {
    const { code, note } = await models(...args)
    expect(code).toBe(2)
    expect(note).toMatch(what)
  })
})
