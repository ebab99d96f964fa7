export { embedContent, inputsOf } from './embed-content.ts'
export { gemini } from './dialect.ts'
export { geminiCaches } from './caches.ts'
export { geminiCountTokens } from './count-tokens.ts'
export { geminiImage } from './image.ts'
export { geminiOptions } from './options.ts'
export { geminiSpeech } from './speech.ts'
export { geminiVideo } from './video.ts'
export { purposeOf } from './purposes.ts'
export { readGeminiError } from './errors.ts'
export { readUsage as readGeminiUsage } from './usage.ts'
export { resourceOf } from './quirks.ts'
export type { CacheInfo, CacheRequest } from './caches.ts'
export type { GeminiOptions } from './options.ts'
export type { GeminiQuirks } from './quirks.ts'
export type {
  WireBody as GeminiBody,
  WireChunk as GeminiReply,
  WireContent as GeminiContent,
  WirePart as GeminiPart,
  WireUsage as GeminiUsage,
} from './wire.ts'
export type { WireOperation as GeminiOperation } from './video.ts'
