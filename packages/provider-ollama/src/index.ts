export { ollama, ollama as default } from './provider.ts'
export type { OllamaConfig } from './provider.ts'
export type { OllamaOptions } from './options.ts'
