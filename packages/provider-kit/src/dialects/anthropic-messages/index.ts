export { filesBeta } from './betas.ts'
export { messagesCountTokens } from './count-tokens.ts'
export { anthropicMessages } from './dialect.ts'
export { messagesLimits, readMessagesError } from './errors.ts'
export { messagesOptions } from './options.ts'
export { isNewVersion } from './quirks.ts'
export { toSampling as claudeSampling } from './sampling.ts'
export { closedSchema } from './schema.ts'
export { toThinking as claudeThinking } from './thinking.ts'
export { traitsOf as claudeTraits } from './traits.ts'
export type { MessagesOptions } from './options.ts'
export type { MessagesQuirks } from './quirks.ts'
export type { ClosedSchema } from './schema.ts'
export type { ClaudeTraits } from './traits.ts'
export type {
  WireBlock as MessagesBlock,
  WireChunk as MessagesChunk,
  WireMessage as MessagesReply,
  WireUsage as MessagesUsage,
} from './wire.ts'
