export { deepinfra, deepinfra as default } from './provider.ts'
export type { DeepInfraConfig } from './provider.ts'
export type { DeepInfraOptions } from './options.ts'
