import { signed, stateFor } from './state.ts'
import { wholeMediaType } from './media-types.ts'
import type { Context, Json, MediaPart, Part } from '@llmrr/core'
import type { WirePart } from './wire.ts'

/** The service's alphabet of base64 may be the one of URLs. */
const plainBase64 = (data: string): string => data.replaceAll('-', '+').replaceAll('_', '/')

/** A picture or a sound that the model has made. */
export function mediaOf({ inlineData, fileData, ...about }: WirePart, context: Context): MediaPart {
  const mediaType = inlineData?.mimeType ?? fileData?.mimeType ?? 'image/*'
  const state = stateFor(context, signed(about))
  if (!inlineData) return { type: 'media', mediaType, url: fileData?.fileUri ?? '', ...state }
  const data = plainBase64(inlineData.data ?? '')
  return { type: 'media', mediaType: wholeMediaType({ type: 'media', mediaType }, data), data, ...state }
}

/** Ids of what the service runs by itself, since it does not always give them: a result belongs to the call before it. */
export interface OwnIds {
  next(): string
  last(): string
}

const kindOf = (part: WirePart): string =>
  Object.keys(part).find((field) => field !== 'thought' && field !== 'thoughtSignature') ?? 'part'

/** A part that the service has run or that only it understands. It is kept whole, and goes back as it came. */
export function ownPart(part: WirePart, ids: OwnIds, context: Context): Part {
  const state = stateFor(context, { part })
  const { executableCode: code, codeExecutionResult: ran, toolCall: call, toolResponse: response } = part
  if (code) {
    const input = { language: code.language ?? '', code: code.code ?? '' }
    return { type: 'tool-call', id: code.id ?? ids.next(), name: 'code_execution', input, by: 'provider', ...state }
  }
  if (call) {
    const name = (call.toolType ?? 'tool').toLowerCase()
    return { type: 'tool-call', id: call.id ?? ids.next(), name, input: call.args ?? {}, by: 'provider', ...state }
  }
  if (ran) {
    const { outcome = '', output = '' } = ran
    return {
      type: 'tool-result',
      id: ran.id ?? ids.last(),
      name: 'code_execution',
      output: { outcome, output },
      ...(outcome !== 'OUTCOME_OK' && { error: true }),
      by: 'provider',
      ...state,
    }
  }
  if (response) {
    const name = (response.toolType ?? 'tool').toLowerCase()
    return {
      type: 'tool-result',
      id: response.id ?? ids.last(),
      name,
      output: response.response ?? null,
      by: 'provider',
      ...state,
    }
  }
  const kind = part.thought ? 'thought' : kindOf(part)
  return {
    type: `x-${kind.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
    data: null as Json,
    ...state,
  }
}
