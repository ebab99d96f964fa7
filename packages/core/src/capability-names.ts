import type { CapabilityName } from './capabilities.ts'

/** The capabilities of core, in the order in which they are listed. A package may declare more. */
export const capabilityNames = [
  'chat',
  'complete',
  'embed',
  'rerank',
  'moderate',
  'image',
  'speech',
  'transcribe',
  'ocr',
  'search',
  'countTokens',
  'video',
  'batch',
  'tune',
  'files',
] as const satisfies readonly CapabilityName[]
