import type { Context, ResolvedChatRequest } from '@llmrr/core'

/** Everything in which Google's two services differ; each says all of it. Plain data first, functions last. */
export interface GeminiQuirks {
  /** Whether the media type of an address must be said. */
  readonly wantsMediaTypes: boolean
  /** Whether own tools beside the service's must be asked for by name (`includeServerSideToolInvocations`). */
  readonly mixesToolsByFlag: boolean
  /** Request fields that this service takes beside the common ones. */
  readonly params: readonly string[]
  /** Path of a model's method, without the query. */
  path(context: Context, method: string): string
  /** Address of a stored file, from the id that it has here. */
  fileUri(id: string, context: Context): string
  /** Fields of the body, and headers, that only this service has. */
  extend(
    request: ResolvedChatRequest,
    context: Context,
  ): { readonly body?: object; readonly headers?: Record<string, string> }
}

/** The last segments of a path: a bare id is one of Google's models, anything with a slash is a resource of its own. */
export const resourceOf = (model: string, root = 'models'): string =>
  (model.includes('/') ? model : `${root}/${model}`).split('/').map(encodeURIComponent).join('/')
