import { geminiVideo } from '@llmrr/provider-kit'
import type { GeminiOperation, GeminiQuirks, Http } from '@llmrr/provider-kit'
import type { MediaPart } from '@llmrr/core'

interface WireFilms {
  readonly generateVideoResponse?: {
    readonly generatedSamples?: readonly { readonly video?: { readonly uri?: string; readonly mimeType?: string } }[]
  }
}

/** Films by Veo. They lie at the Gemini API for two days; their address wants the key. */
export const video = (http: Http, quirks: GeminiQuirks) =>
  geminiVideo(
    http,
    quirks,
    async (name, context) => (await http.json<GeminiOperation>({ method: 'GET', path: `/${name}` }, context)).body,
    (response) =>
      ((response as WireFilms | undefined)?.generateVideoResponse?.generatedSamples ?? []).flatMap(
        ({ video: film }): readonly MediaPart[] =>
          film?.uri === undefined ? [] : [{ type: 'media', mediaType: film.mimeType ?? 'video/mp4', url: film.uri }],
      ),
  )
