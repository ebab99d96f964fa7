export { cohere, cohere as default } from './provider.ts'
export type { CohereConfig } from './provider.ts'
export type { CohereOptions } from './options.ts'
export type { DetokenizeRequest, KeyCheck } from './extras.ts'
export type { TokenizeRequest, Tokens } from './tokenize.ts'
export type {
  CohereBatch,
  CohereBatchRequest,
  Dataset,
  DatasetRequest,
  EmbedJob,
  EmbedJobRequest,
  Stored,
} from './stored.ts'
