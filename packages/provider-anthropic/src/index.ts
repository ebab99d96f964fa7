export { anthropic, anthropic as default } from './provider.ts'
export type { AnthropicConfig } from './provider.ts'
export type { AnthropicOptions } from './options.ts'
