export { replicate, replicate as default } from './provider.ts'
export type { ReplicateConfig } from './provider.ts'
export type { ReplicateOptions } from './options.ts'
