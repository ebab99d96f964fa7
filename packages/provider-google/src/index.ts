export { google, google as default } from './provider.ts'
export type { GoogleConfig } from './provider.ts'
export type { GoogleOptions } from './options.ts'
