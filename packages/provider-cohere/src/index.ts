export { cohere, cohere as default } from './provider.ts'
export type { CohereConfig } from './provider.ts'
export type { CohereOptions } from './options.ts'
