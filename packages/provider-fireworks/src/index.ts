export { fireworks, fireworks as default } from './provider.ts'
export type { FireworksConfig } from './provider.ts'
export type { FireworksOptions } from './options.ts'
