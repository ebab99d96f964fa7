import { llmError } from '@llmrr/core'
import { mediaUrl } from './media.ts'
import type { Context, MediaPart } from '@llmrr/core'

/**
 * The `data:` URL of the part's data, or its address, for services that keep no such files.
 *
 * @throws LLMError `unsupported` for a file by its id.
 */
export function givenUrl(part: MediaPart, { target }: Context): string {
  const url = mediaUrl(part)
  if (url !== undefined) return url
  throw llmError('unsupported', `${target.provider} takes media as data or by address here, not by file id.`, {
    target,
  })
}
