export { groq, groq as default } from './provider.ts'
export type { GroqConfig } from './provider.ts'
export type { GroqOptions } from './options.ts'
