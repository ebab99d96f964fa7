export { litellm, litellm as default } from './provider.ts'
export type { LiteLLMConfig } from './provider.ts'
export type { LiteLLMOptions } from './options.ts'
export type { VirtualKey, VirtualKeyRequest } from './keys.ts'
