export { perplexity, perplexity as default } from './provider.ts'
export type { PerplexityConfig } from './provider.ts'
export type { PerplexityOptions } from './options.ts'
export type { Background, BackgroundState, DocumentEmbeddings, MadeFile } from './extras.ts'
