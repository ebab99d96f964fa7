export { cerebras, cerebras as default } from './provider.ts'
export type { CerebrasConfig } from './provider.ts'
export type { CerebrasOptions } from './options.ts'
