export { openaiChat, openaiChatDialect, unfoldChatReply } from './dialect.ts'
export { openaiError, openaiErrors, readErrorBody } from './errors.ts'
export { openaiMedia } from './media.ts'
export { chatDefaults, forModel } from './quirks.ts'
export { thoughtOf } from './thoughts.ts'
export { toUsage as readChatUsage } from './usage.ts'
export type { ErrorBody, ErrorTable } from './errors.ts'
export type { MediaKind } from './media.ts'
export type { ByModel, KeyedPart, OpenAIChatQuirks, ReasoningKeeper } from './quirks.ts'
export type { Without } from './request.ts'
export type {
  WireAnnotation as OpenAIChatAnnotation,
  WireChunk as OpenAIChatChunk,
  WireContent as OpenAIChatContent,
  WireDelta as OpenAIChatDelta,
  WireMessage as OpenAIChatMessage,
  WireUsage as OpenAIChatUsage,
} from './wire.ts'
