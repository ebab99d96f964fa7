import { geminiParams, toBody } from './request.ts'
import { geminiReader } from './reader.ts'
import { jsonArray } from '../../transports/json-array.ts'
import { sse } from '../../transports/sse.ts'
import type { ChatDialect } from '../../chat-handler.ts'
import type { GeminiQuirks } from './quirks.ts'
import type { WireChunk } from './wire.ts'

/** Google's generateContent, of the Gemini API and of Google Cloud; what differs between them is given as quirks. */
export function gemini(quirks: GeminiQuirks): ChatDialect<WireChunk, WireChunk | readonly WireChunk[]> {
  return {
    toRequest(request, context) {
      const { body, headers } = quirks.extend(request, context)
      return {
        path: quirks.path(context, context.stream ? 'streamGenerateContent' : 'generateContent'),
        // Without it a stream is one JSON array.
        ...(context.stream && { query: { alt: 'sse' } }),
        ...(headers && { headers }),
        body: { ...toBody(request, context, quirks), ...body },
      }
    },
    unfold: (reply) => (Array.isArray(reply) ? (reply as readonly WireChunk[]) : [reply as WireChunk]),
    reader: geminiReader,
    params: (target) => geminiParams(quirks, target),
    // An error in the middle of a stream is written as bare JSON, outside of its events.
    decoder: () => sse({ bareJson: true }),
    jsonDecoder: jsonArray,
  }
}
