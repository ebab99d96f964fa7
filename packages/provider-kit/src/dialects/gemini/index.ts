export { gemini } from './dialect.ts'
export { geminiCountTokens } from './count-tokens.ts'
export { geminiOptions } from './options.ts'
export { readGeminiError } from './errors.ts'
export { readUsage as readGeminiUsage } from './usage.ts'
export { resourceOf } from './quirks.ts'
export type { GeminiOptions } from './options.ts'
export type { GeminiQuirks } from './quirks.ts'
export type {
  WireBody as GeminiBody,
  WireChunk as GeminiReply,
  WireContent as GeminiContent,
  WirePart as GeminiPart,
  WireUsage as GeminiUsage,
} from './wire.ts'
