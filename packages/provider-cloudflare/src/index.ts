export { cloudflare, cloudflare as default } from './provider.ts'
export type { CloudflareConfig, CloudflareGateway } from './provider.ts'
export type { CloudflareOptions } from './options.ts'
