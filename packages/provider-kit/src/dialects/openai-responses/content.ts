import { llmError } from '@llmrr/core'
import { fileIdOf, kindOf, mediaUrl } from '../../media.ts'
import type { CacheMark, Context, MediaPart, Part, ToolResultPart } from '@llmrr/core'
import type { ResponsesModel } from './quirks.ts'
import type { WireInput } from './wire.ts'

/** The shorter of the two lifetimes that is long enough. */
export const cacheTtl = (seconds: number): '30m' | '12h' => (seconds > 1800 ? '12h' : '30m')

function breakpoint(mark: CacheMark | undefined, model: ResponsesModel): object {
  // The others cache by themselves and refuse the field.
  if (!mark || model.cache !== 'breakpoints') return {}
  const ttl = mark === true ? undefined : cacheTtl(mark.ttlSeconds)
  return { prompt_cache_breakpoint: { mode: 'explicit', ...(ttl && { ttl }) } }
}

const extensions: Readonly<Record<string, string>> = { 'text/plain': 'txt', 'text/markdown': 'md' }
const fileName = (mediaType: string): string => `document.${extensions[mediaType] ?? mediaType.replace(/^.*[/+.]/, '')}`

function media(part: MediaPart, context: Context): WireInput {
  const kind = kindOf(part.mediaType)
  const fileId = fileIdOf(part, context)
  if (kind === 'image') {
    return {
      type: 'input_image',
      ...(fileId === undefined ? { image_url: mediaUrl(part) } : { file_id: fileId }),
      ...(part.detail && { detail: part.detail }),
    }
  }
  if (kind !== 'document') {
    throw llmError(
      'unsupported',
      `${context.target.provider} takes no ${kind} in a Responses request; use a model that listens over Chat Completions, or another target.`,
      { target: context.target, field: 'messages' },
    )
  }
  if (fileId !== undefined) return { type: 'input_file', file_id: fileId }
  const url = mediaUrl(part)
  return part.data === undefined
    ? { type: 'input_file', file_url: url }
    : { type: 'input_file', filename: part.name ?? fileName(part.mediaType), file_data: url }
}

/** Content of a system, developer or user message, or of a tool's result. Parts that only an answer has are left out. */
export function inputContent(parts: readonly Part[], model: ResponsesModel, context: Context): WireInput[] {
  const content: WireInput[] = []
  for (const part of parts) {
    if (part.type === 'text') content.push({ type: 'input_text', text: part.text, ...breakpoint(part.cache, model) })
    else if (part.type === 'media') content.push({ ...media(part, context), ...breakpoint(part.cache, model) })
  }
  return content
}

/** The same as plain text where it is no more than one. */
export const shortest = (content: readonly WireInput[]): string | readonly WireInput[] => {
  const [only] = content
  return content.length === 1 && only?.type === 'input_text' && Object.keys(only).length === 2
    ? (only['text'] as string)
    : content
}

/** A tool's result as a function's output: text, or a list of content where there is media or a cache mark. */
export function toolOutput(
  part: ToolResultPart,
  model: ResponsesModel,
  context: Context,
): string | readonly WireInput[] {
  if (part.parts) {
    const content = inputContent(part.parts, model, context)
    return content.length === 0 ? '' : shortest(content)
  }
  const text = typeof part.output === 'string' ? part.output : JSON.stringify(part.output ?? null)
  return shortest([{ type: 'input_text', text, ...breakpoint(part.cache, model) }])
}
