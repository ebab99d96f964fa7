export { xai, xai as default } from './provider.ts'
export type { XAIConfig } from './provider.ts'
export type { XAIOptions } from './options.ts'
export type { Deferred, KeyInfo, Token } from './extras.ts'
