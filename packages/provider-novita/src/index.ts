export { novita, novita as default } from './provider.ts'
export type { NovitaConfig } from './provider.ts'
export type { NovitaOptions } from './options.ts'
