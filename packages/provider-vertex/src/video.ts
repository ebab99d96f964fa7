import { geminiVideo } from '@llmrr/provider-kit'
import { geminiQuirks } from './gemini.ts'
import type { GeminiOperation, Http } from '@llmrr/provider-kit'
import type { MediaPart } from '@llmrr/core'

interface WireFilms {
  readonly videos?: readonly {
    readonly gcsUri?: string
    readonly bytesBase64Encoded?: string
    readonly mimeType?: string
  }[]
}

/** Films by Veo: as bytes, or in Cloud Storage where the raw hatch names a `storageUri`. */
export const video = (http: Http) =>
  geminiVideo(
    http,
    geminiQuirks,
    async (name, context) => {
      const path = geminiQuirks.path(context, 'fetchPredictOperation')
      return (await http.json<GeminiOperation>({ path, body: { operationName: name } }, context)).body
    },
    (response) =>
      ((response as WireFilms | undefined)?.videos ?? []).map(
        ({ gcsUri, bytesBase64Encoded: data, mimeType: mediaType = 'video/mp4' }): MediaPart =>
          data === undefined ? { type: 'media', mediaType, url: gcsUri ?? '' } : { type: 'media', mediaType, data },
      ),
  )
