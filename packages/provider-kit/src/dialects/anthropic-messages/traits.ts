import type { ReasoningEffort } from '@llmrr/core'

/** In what models differ, as far as requests are concerned. */
export interface ClaudeTraits {
  /** Largest `max_tokens`. */
  readonly maxOutput: number
  /** Ways of thinking: not at all, by a budget of tokens, as the model sees fit (`adaptive`), or by either. */
  readonly thinking: 'none' | 'budget' | 'either' | 'adaptive'
  /** What turns thinking off; `undefined` where nothing does. */
  readonly off: 'disabled' | 'between_tools' | undefined
  /** Whether it can be forced to call a tool. */
  readonly forcedTools: boolean
  /** Efforts that it takes, weakest first. */
  readonly efforts: readonly ReasoningEffort[]
  /** Whether it takes `temperature`, `topP` and `topK`; `one`: not the first two together. */
  readonly sampling: 'all' | 'one' | 'none'
  /** Whether it holds answers and strict tools to a schema. */
  readonly schemas: boolean
  /** Whether it takes system messages in the middle of a conversation. */
  readonly midSystem: boolean
}

const upToHigh: readonly ReasoningEffort[] = ['low', 'medium', 'high']
const withMax: readonly ReasoningEffort[] = [...upToHigh, 'max']
const all: readonly ReasoningEffort[] = [...upToHigh, 'xhigh', 'max']

const current: ClaudeTraits = {
  maxOutput: 128_000,
  thinking: 'adaptive',
  off: 'disabled',
  forcedTools: true,
  efforts: all,
  sampling: 'none',
  schemas: true,
  midSystem: true,
}
const four: ClaudeTraits = {
  maxOutput: 64_000,
  thinking: 'budget',
  off: 'disabled',
  forcedTools: true,
  efforts: [],
  sampling: 'all',
  schemas: false,
  midSystem: false,
}

interface Row {
  readonly from: number
  readonly family?: RegExp
  readonly traits: ClaudeTraits
}

/** Always thinks. */
const thinker: ClaudeTraits = { ...current, off: undefined }

// As of 2026-11-22 (platform.claude.com, "What's new" of each model), newest first: the first row that is not newer than
// the model, and of its family, tells.
const table: readonly Row[] = [
  { from: 5.5, family: /opus/, traits: { ...thinker, forcedTools: false } },
  { from: 5.5, family: /sonnet/, traits: { ...current, off: 'between_tools', forcedTools: false } },
  { from: 5.1, family: /fable|mythos/, traits: { ...thinker, forcedTools: false } },
  { from: 5, family: /fable|mythos/, traits: thinker },
  { from: 5, family: /sonnet/, traits: { ...current, midSystem: false } },
  { from: 4.8, traits: current },
  { from: 4.7, traits: { ...current, midSystem: false } },
  { from: 4.6, traits: { ...current, thinking: 'either', efforts: withMax, sampling: 'one', midSystem: false } },
  { from: 4.5, family: /opus/, traits: { ...four, efforts: upToHigh, sampling: 'one', schemas: true } },
  { from: 4.5, traits: { ...four, sampling: 'one', schemas: true } },
  { from: 4.1, traits: { ...four, maxOutput: 32_000, sampling: 'one', schemas: true } },
  { from: 4, family: /opus/, traits: { ...four, maxOutput: 32_000 } },
  { from: 3.7, traits: four },
  { from: 3.5, traits: { ...four, maxOutput: 8192, thinking: 'none' } },
  { from: 0, traits: { ...four, maxOutput: 4096, thinking: 'none' } },
]

// `claude-opus-4-8`, `claude-haiku-4-5-20251001`, `claude-sonnet-4@20250514`; up to 3.7 the family stands last. Clouds put
// regions and vendors in front.
const named = /claude-([a-z]+)-(\d{1,2})(?!\d)(?:[-.](\d{1,2})(?!\d))?/
const numbered = /claude-(\d)(?:[-.](\d{1,2})(?!\d))?(?:-([a-z]+))?/

/** The traits of a model id. One that is not understood counts as current. */
export function traitsOf(model: string): ClaudeTraits {
  const [, family = '', major, minor = '0'] = named.exec(model) ?? []
  const [, oldMajor, oldMinor = '0'] = major === undefined ? (numbered.exec(model) ?? []) : []
  const version = major ? Number(`${major}.${minor}`) : oldMajor ? Number(`${oldMajor}.${oldMinor}`) : undefined
  if (version === undefined) return current
  return table.find((row) => version >= row.from && (row.family?.test(family) ?? true))?.traits ?? current
}
