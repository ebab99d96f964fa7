export { openai, openai as default } from './provider.ts'
export type { OpenAIConfig } from './provider.ts'
export type { OpenAIOptions } from './options.ts'
export type { WorkloadIdentity } from './workload-identity.ts'
