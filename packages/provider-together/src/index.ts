export { together, together as default } from './provider.ts'
export type { TogetherConfig } from './provider.ts'
export type { TogetherOptions } from './options.ts'
