export { huggingface, huggingface as default } from './provider.ts'
export type { HuggingFaceConfig } from './provider.ts'
export type { HuggingFaceOptions } from './options.ts'
