import { remember, type State } from '../state.ts'
import { seedOf } from './chance.ts'
import type { Ask } from './types.ts'

const block = 512
const blockTokens = 128
const smallest = 1024
const lifetimeMs = 600_000

/**
 * Tokens of the prompt that were warm, as services count them that cache by themselves: in steps of 128, from 1,024 on, and never the whole prompt.
 * Marks the prompt's prefixes as warm for ten minutes.
 */
export function warmTokens(state: State, ask: Ask, total: number): number {
  if (total < smallest) return 0
  const tools = ask.tools.length > 0 ? JSON.stringify(ask.tools) : ''
  const text = [ask.model, tools, ask.system, ...ask.messages.map(({ role, text }) => `${role}:${text}`)].join('\n')
  const now = state.now()
  let warm = 0
  let unbroken = true
  let chain = ''
  for (let at = 0; at + block <= text.length; at += block) {
    chain = `auto:${seedOf(chain + text.slice(at, at + block))}`
    const key = `${chain}:${at}`
    unbroken &&= (state.prefixes.get(key) ?? 0) > now
    if (unbroken) warm += blockTokens
    remember(state.prefixes, key, now + lifetimeMs, 20_000)
  }
  const cached = Math.min(warm, Math.floor((total - 1) / blockTokens) * blockTokens)
  return cached >= smallest ? cached : 0
}
