export { acme, acme as default } from './provider.ts'
export type { AcmeConfig } from './provider.ts'
