export { mistral, mistral as default } from './provider.ts'
export type { MistralConfig } from './provider.ts'
export type { MistralOptions } from './options.ts'
