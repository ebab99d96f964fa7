import { allEfforts } from '../reasoning-effort.ts'
import type { ReasoningEffort } from '@llmrr/core'
import type { ResponsesModel } from '../dialects/openai-responses/quirks.ts'

/** What one of OpenAI's models takes, beyond what the dialect must know. */
export interface OpenAIWays extends ResponsesModel {
  /** Whether Chat Completions takes functions from it; `unreasoned`: only while its effort is `none`. */
  readonly chatTools: 'always' | 'never' | 'unreasoned'
  /** It is served over Chat Completions alone. */
  readonly chatOnly: boolean
}

const from = (weakest: ReasoningEffort, strongest: ReasoningEffort): readonly ReasoningEffort[] =>
  allEfforts
    .slice(allEfforts.indexOf(weakest), allEfforts.indexOf(strongest) + 1)
    .filter((effort) => effort !== 'minimal' || weakest === effort)

const plain: OpenAIWays = {
  efforts: [],
  sampling: 'always',
  cache: 'automatic',
  encryptsReasoning: false,
  chatTools: 'always',
  chatOnly: false,
}
const thinks: OpenAIWays = {
  ...plain,
  efforts: from('low', 'high'),
  sampling: 'never',
  cache: 'retention',
  encryptsReasoning: true,
}
/** Thinks only when it is told to. */
const mayThink: OpenAIWays = {
  ...thinks,
  efforts: from('none', 'xhigh'),
  defaultEffort: 'none',
  sampling: 'unreasoned',
}
/** From gpt-5.6 on: thinks unless it is told not to, and its prompt cache takes marks. */
const modern: OpenAIWays = {
  ...thinks,
  efforts: from('none', 'max'),
  sampling: 'unreasoned',
  cache: 'breakpoints',
  chatTools: 'unreasoned',
}

/**
 * By model id, the first that fits (efforts as of 2026-11-22, from models.dev and the SDK's model pages). Kept apart from
 * the catalogue, which is not loaded to make a call. A later number counts as a modern one, a stranger as a plain one.
 */
const table: readonly (readonly [pattern: RegExp, ways: OpenAIWays])[] = [
  [/^gpt-audio|-audio-preview|-search-(?:preview|api)/, { ...plain, chatOnly: true }],
  [/^(?:gpt-6-astra|gpt-6\.1-sol)/, { ...modern, efforts: from('low', 'max'), sampling: 'never', chatTools: 'never' }],
  [/^gpt-5\.6|^gpt-(?:[6-9]|\d\d)(?:\D|$)/, modern],
  [/^gpt-5\.[4-9](?:\.\d+)?-pro/, { ...thinks, efforts: from('medium', 'xhigh'), chatTools: 'never' }],
  [/^gpt-5\.[4-5]/, { ...mayThink, chatTools: 'unreasoned' }],
  [/^gpt-5\.[7-9]/, modern],
  [/^gpt-5\.3-chat|^gpt-5-chat|^chat-latest/, plain],
  [/^gpt-5\.[12]-chat/, { ...thinks, efforts: ['medium'] }],
  [/^gpt-5\.2-pro/, { ...thinks, efforts: from('medium', 'xhigh') }],
  [/^gpt-5-pro/, { ...thinks, efforts: ['high'] }],
  [/^gpt-5\.1-codex-max|^gpt-5\.2-codex/, { ...thinks, efforts: from('low', 'xhigh') }],
  [/^gpt-5(?:\.1)?-codex/, thinks],
  [/^gpt-5\.1/, { ...mayThink, efforts: from('none', 'high') }],
  [/^gpt-5\.[23]/, mayThink],
  [/^gpt-5/, { ...thinks, efforts: from('minimal', 'high') }],
  [/^o\d.*-deep-research/, { ...thinks, efforts: ['medium'], cache: 'automatic' }],
  [/^o\d|^codex-mini/, { ...thinks, cache: 'automatic' }],
  [/^gpt-4\.1/, { ...plain, cache: 'retention' }],
]

// A call asks for the same model several times.
const last: { model?: string; ways: OpenAIWays } = { ways: plain }

/** What a model of OpenAI's takes, by its id. A fine-tuned one takes what its base does. */
export function openaiWays(model: string): OpenAIWays {
  if (last.model !== model) {
    const base = model.replace(/^ft:/, '')
    last.ways = table.find(([pattern]) => pattern.test(base))?.[1] ?? plain
    last.model = model
  }
  return last.ways
}
