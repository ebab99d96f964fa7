import type { ReasoningEffort } from '@llmrr/core'

/** In what models differ, as far as requests are concerned. */
export interface GeminiTraits {
  /** How thinking is asked for: not at all, by a budget of tokens, by a level, or by either. */
  readonly thinking: 'none' | 'budget' | 'level' | 'either'
  /** Levels that it takes, weakest first. */
  readonly levels: readonly ReasoningEffort[]
  /** Smallest and largest budget; a smallest of 0 means that thinking can be turned off by it. */
  readonly budget: readonly [least: number, most: number]
  /** Whether a budget of 0 turns thinking off where the smallest one is larger. */
  readonly canBeOff: boolean
  /** Whether it takes `temperature`, `topP` and `topK`. */
  readonly sampling: boolean
  /** Whether results of tools may hold media. */
  readonly mediaInResults: boolean
  /** Whether the first call of a turn must carry a signature. */
  readonly wantsSignatures: boolean
}

const withMinimal: readonly ReasoningEffort[] = ['minimal', 'low', 'medium', 'high']
const fromLow: readonly ReasoningEffort[] = ['low', 'medium', 'high']

const current: GeminiTraits = {
  thinking: 'level',
  levels: fromLow,
  budget: [0, 0],
  canBeOff: false,
  sampling: false,
  mediaInResults: true,
  wantsSignatures: true,
}
const three: GeminiTraits = {
  ...current,
  thinking: 'either',
  levels: withMinimal,
  budget: [128, 32_768],
  sampling: true,
}
const twoFive: GeminiTraits = {
  thinking: 'budget',
  levels: [],
  budget: [0, 24_576],
  canBeOff: true,
  sampling: true,
  mediaInResults: false,
  wantsSignatures: false,
}
const plain: GeminiTraits = { ...twoFive, thinking: 'none' }

interface Row {
  readonly from: number
  readonly family?: RegExp
  readonly traits: GeminiTraits
}

// As of 2026-11-22, newest first: the first row that is not newer than the model, and of its family, tells.
const table: readonly Row[] = [
  { from: 3.8, traits: current },
  { from: 3.6, traits: { ...three, sampling: false } },
  { from: 3, family: /-image/, traits: { ...three, levels: ['minimal', 'high'] } },
  { from: 3.1, family: /-pro/, traits: { ...three, levels: fromLow } },
  { from: 3, family: /-pro/, traits: { ...three, levels: ['low', 'high'] } },
  { from: 3, traits: three },
  { from: 2.5, family: /-image|-tts/, traits: plain },
  { from: 2.5, family: /-pro/, traits: { ...twoFive, budget: [128, 32_768], canBeOff: false } },
  { from: 2.5, family: /-lite/, traits: { ...twoFive, budget: [512, 24_576] } },
  { from: 2.5, traits: twoFive },
  { from: 0, traits: plain },
]

/** The traits of a model id. One that is not understood (an alias, a tuned model) counts as current, but may take what older ones do. */
export function traitsOf(model: string): GeminiTraits {
  const version = /gemini-(\d+(?:\.\d+)?)/.exec(model)?.[1]
  if (version === undefined)
    return /gemma|learnlm/.test(model) ? plain : { ...three, levels: fromLow, budget: [0, 32_768] }
  return table.find(({ from, family }) => Number(version) >= from && (family?.test(model) ?? true))!.traits
}
