import { openaiSpeech, openaiTranscribe } from '@llmrr/provider-kit'
import { optionsOf } from './options.ts'
import type { Handler } from '@llmrr/core'
import type { OpenAIVendor } from '@llmrr/provider-kit'

/** Speech. There is one model, which is not named. */
export const xaiSpeech = (vendor: OpenAIVendor): Handler<'speech'> =>
  openaiSpeech(vendor, {
    path: '/tts',
    formats: ['mp3', 'wav', 'pcm', 'mulaw', 'alaw'],
    fields: { input: 'text', voice: 'voice_id', language: 'language', sampleRate: 'sample_rate' },
    without: ['instructions'],
    billsCharacters: true,
    body({ model: _, response_format: codec, sample_rate: sampleRate, ...body }, _request, context) {
      const { bitRate } = optionsOf(context)
      const format = {
        ...(codec !== undefined && { codec }),
        ...(sampleRate !== undefined && { sample_rate: sampleRate }),
        ...(bitRate !== undefined && { bit_rate: bitRate }),
      }
      return { language: 'auto', ...body, ...(Object.keys(format).length > 0 && { output_format: format }) }
    },
  })

/** Transcripts, always with the times of words. */
export const xaiTranscribe = (vendor: OpenAIVendor): Handler<'transcribe'> =>
  openaiTranscribe(vendor, {
    path: '/stt',
    translatePath: undefined,
    plainLists: true,
    diarize: { diarize: true },
    without: ['prompt', 'temperature'],
    billedSeconds: (seconds) => seconds,
    body({ file, model, language, diarize }, _request, context) {
      const { keyterms, format } = optionsOf(context)
      return {
        // One model needs no name; later ones have one.
        ...(String(model).startsWith('grok-voice-') && { model }),
        language,
        diarize,
        format,
        keyterm: keyterms,
        // Has to be the last field of the form.
        file,
      }
    },
  })
