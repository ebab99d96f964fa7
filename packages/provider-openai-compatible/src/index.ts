export { openaiCompatible, openaiCompatible as default } from './provider.ts'
export type { OpenAICompatibleConfig } from './provider.ts'
export type { OpenAICompatibleOptions } from './options.ts'
export type { ServerManner, ServerName } from './servers.ts'
