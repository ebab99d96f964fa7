import type { Loose } from '../http/loose.ts'
import type { Call } from '../service.ts'

/** In what models differ, as far as the service refuses something for it. */
export interface GeminiModel {
  readonly id: string
  readonly version: number
  readonly isKnown: boolean
  /** Levels of thinking; empty where it thinks by a budget. */
  readonly levels: readonly string[]
  readonly takesBudget: boolean
  readonly canStopThinking: boolean
  readonly thinks: boolean
  readonly draws: boolean
  readonly speaks: boolean
}

/** Facts of a model by its id. */
export function modelOf(id: string): GeminiModel {
  const version = Number(/gemini-(\d+(?:\.\d+)?)/u.exec(id)?.[1] ?? 3.6)
  const isPro = id.includes('-pro')
  const levels =
    version < 3 ? [] : version >= 3.8 || isPro ? ['low', 'medium', 'high'] : ['minimal', 'low', 'medium', 'high']
  return {
    id,
    version,
    isKnown: !/does-not-exist|non-?existent/u.test(id) && /^(?:gemini|gemma|text-embedding|veo|endpoints)/u.test(id),
    levels,
    takesBudget: version >= 2.5 && version < 3.8,
    canStopThinking: version < 3 && !isPro,
    thinks: version >= 2.5 && !/-image|-tts/u.test(id),
    draws: id.includes('-image'),
    speaks: id.includes('-tts'),
  }
}

/** Whether the call is to Google Cloud. */
export const isCloud = ({ path }: Pick<Call, 'path'>): boolean => !path.startsWith('/v1beta/')

/** The service's own list of models. */
export const models: readonly Loose[] = [
  [
    'gemini-3.8-flash',
    'Gemini 3.8 Flash',
    ['generateContent', 'countTokens', 'createCachedContent', 'batchGenerateContent'],
  ],
  [
    'gemini-3.5-flash',
    'Gemini 3.5 Flash',
    ['generateContent', 'countTokens', 'createCachedContent', 'batchGenerateContent'],
  ],
  [
    'gemini-2.5-flash',
    'Gemini 2.5 Flash',
    ['generateContent', 'countTokens', 'createCachedContent', 'batchGenerateContent'],
  ],
  ['gemini-3.1-flash-image', 'Nano Banana 2', ['generateContent', 'countTokens', 'batchGenerateContent']],
  ['gemini-3.1-flash-tts-preview', 'Gemini 3.1 Flash TTS', ['generateContent', 'countTokens']],
  ['gemini-embedding-2', 'Gemini Embedding 2', ['embedContent', 'countTokens']],
  ['veo-3.1-generate-preview', 'Veo 3.1', ['predictLongRunning']],
].map(([id, displayName, supportedGenerationMethods]) => ({
  name: `models/${id as string}`,
  version: '001',
  displayName,
  inputTokenLimit: 1_048_576,
  outputTokenLimit: 65_536,
  supportedGenerationMethods,
  thinking: true,
}))
