import { createHttp } from '../http.ts'
import { openaiError } from '../dialects/openai-chat/errors.ts'
import { openaiLimits } from '../limits.ts'
import type { Http, HttpConfig } from '../http.ts'
import type { OpenAIChatQuirks } from '../dialects/openai-chat/quirks.ts'
import type { ReadError } from '../wire-error.ts'
import type { Without } from '../dialects/openai-chat/request.ts'

/** A service that follows OpenAI: what every capability of it needs to know, and in what its chat differs. */
export interface OpenAIVendor extends Omit<HttpConfig, 'readError'> {
  /** Default: OpenAI's words for errors. `openaiErrors` adds a service's own. */
  readonly readError?: ReadError
  /** Fields of chat requests that the service refuses or does not know. */
  readonly without?: Without
  readonly quirks?: Partial<OpenAIChatQuirks>
}

/** The HTTP of a vendor, with OpenAI's words for errors and limits where it says nothing else. */
export const vendorHttp = ({ without: _, quirks: __, ...config }: OpenAIVendor): Http =>
  createHttp({ readError: openaiError, limits: openaiLimits, ...config })
