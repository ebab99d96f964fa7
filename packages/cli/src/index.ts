export { defineConfig } from './config.ts'
export type { LlmrrConfig } from './config.ts'
