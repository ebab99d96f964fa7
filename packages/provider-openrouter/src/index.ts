export { openrouter, openrouter as default } from './provider.ts'
export type { OpenRouterConfig } from './provider.ts'
export type { OpenRouterOptions } from './options.ts'
