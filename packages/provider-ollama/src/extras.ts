import { chunksOf, ndjson } from '@llmrr/provider-kit'
import type { Context } from '@llmrr/core'
import type { Http } from '@llmrr/provider-kit'

/** One step of a download. */
export interface PullProgress {
  /** In the server's words, `success` at the end. */
  readonly status: string
  /** Bytes of the layer that is being fetched. */
  readonly total?: number
  readonly completed?: number
}

interface WirePull extends PullProgress {
  readonly error?: unknown
}

/** What a server of one's own can do beside answering. */
export const extras = (http: Http) => ({
  /** Everything that the server knows of an installed model: capabilities, template, parameters, window (`model_info`). */
  show: async ({ model }: { readonly model: string }, context: Context): Promise<Readonly<Record<string, unknown>>> =>
    (await http.json<Readonly<Record<string, unknown>>>({ path: '/api/show', body: { model } }, context)).body,
  /** The models that are loaded, with the memory that they take. */
  running: async (_: undefined, context: Context): Promise<readonly Readonly<Record<string, unknown>>[]> =>
    (
      await http.json<{ readonly models: readonly Readonly<Record<string, unknown>>[] }>(
        { method: 'GET', path: '/api/ps' },
        context,
      )
    ).body.models,
  version: async (_: undefined, context: Context): Promise<string> =>
    (await http.json<{ readonly version: string }>({ method: 'GET', path: '/api/version' }, context)).body.version,
  /**
   * Downloads a model, which takes as long as it takes: raise `timeouts`.
   *
   * @throws LLMError `not-found` for a name that the library does not have.
   */
  async pull(
    { model, onProgress }: { readonly model: string } & { readonly onProgress?: (progress: PullProgress) => void },
    context: Context,
  ): Promise<void> {
    const reply = await http.send({ path: '/api/pull', body: { model, stream: true } }, context)
    for await (const line of chunksOf<WirePull>(reply.response, ndjson())) {
      if (line.error !== undefined) throw reply.error(line)
      onProgress?.(line)
    }
  },
  /** Deletes an installed model. */
  async remove({ model }: { readonly model: string }, context: Context): Promise<void> {
    const { response } = await http.send({ method: 'DELETE', path: '/api/delete', body: { model } }, context)
    await response.body?.cancel()
  },
})
