export { openaiResponses } from './dialect.ts'
export { messagesOfItems } from './messages-of-items.ts'
export { responsesOptions } from './options.ts'
export { readUsage as readResponsesUsage } from './usage.ts'
export type { ResponsesOptions } from './options.ts'
export type { ResponsesModel, ResponsesQuirks } from './quirks.ts'
export type {
  WireChunk as ResponsesChunk,
  WireItem as ResponsesItem,
  WireResponse as ResponsesReply,
  WireUsage as ResponsesUsage,
} from './wire.ts'
