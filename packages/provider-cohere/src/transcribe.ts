import { openaiTranscribe } from '@llmrr/provider-kit'
import type { Handler } from '@llmrr/core'
import type { OpenAIVendor } from '@llmrr/provider-kit'

/** Cohere's transcription: OpenAI's form with fewer fields, a language that must be named, and the file at its end. */
export const cohereTranscribe = (service: OpenAIVendor): Handler<'transcribe'> =>
  Object.assign(
    openaiTranscribe(service, {
      path: '/v2/audio/transcriptions',
      translatePath: undefined,
      without: ['prompt', 'timestamps'],
      body({ file, response_format: _, ...fields }, { language }, context) {
        if (language === undefined)
          context.warn('language', 'Cohere must be told the language of a recording; it is taken for English.')
        return { language: 'en', ...fields, file }
      },
    }),
    // As of 2026-11-22: the only one, beside one for Arabic.
    { defaultModel: 'cohere-transcribe-03-2026' },
  )
