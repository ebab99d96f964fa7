import { base64Of } from '@llmrr/provider-kit'
import { llmError } from '@llmrr/core'
import type { Context, Handler, TranscribeEvent, TranscribeRequest, TranscriptSpan } from '@llmrr/core'
import type { Http } from '@llmrr/provider-kit'

interface WireWord {
  readonly word?: string
  readonly startOffset?: string
  readonly endOffset?: string
  readonly speakerLabel?: string
}

interface WireReply {
  readonly results?: readonly {
    readonly alternatives?: readonly { readonly transcript?: string; readonly words?: readonly WireWord[] }[]
    readonly languageCode?: string
    readonly resultEndOffset?: string
  }[]
  readonly metadata?: { readonly totalBilledDuration?: string }
}

/** Seconds of `12.5s`; a beginning of 0 is left out. */
const seconds = (text: string | undefined): number => Number(text?.replace(/s$/, '') ?? 0)

const spanOf = ({ word = '', startOffset, endOffset, speakerLabel }: WireWord): TranscriptSpan => ({
  start: seconds(startOffset),
  end: seconds(endOffset),
  text: word,
  ...(speakerLabel !== undefined && { speaker: speakerLabel }),
})

function soundOf({ audio }: TranscribeRequest, { target }: Context): object {
  const content = base64Of(audio)
  if (content !== undefined) return { content }
  if (audio.url?.startsWith('gs://')) return { uri: audio.url }
  throw llmError('unsupported', `${target.provider} hears bytes and gs:// addresses; send the data.`, { target })
}

/** Chirp, of Speech-to-Text: sound of less than a minute. `root` is its place, which is not that of Vertex AI. */
export function transcribe(http: Http, root: (context: Context) => Promise<string>): Handler<'transcribe'> {
  async function* handle(request: TranscribeRequest, context: Context): AsyncGenerator<TranscribeEvent, void, void> {
    const { language, timestamps, diarize } = request
    const features = {
      enableAutomaticPunctuation: true,
      ...(timestamps === 'word' && { enableWordTimeOffsets: true }),
      ...(diarize && { diarizationConfig: {} }),
    }
    if (timestamps === 'segment') context.warn('timestamps', 'Chirp tells times of words; ask for those.')
    const body = {
      config: {
        autoDecodingConfig: {},
        // `auto` lets the model tell the language.
        languageCodes: [language ?? 'auto'],
        model: context.target.model,
        features,
      },
      ...soundOf(request, context),
    }
    const reply = await http.json<WireReply>({ path: `${await root(context)}/recognizers/_:recognize`, body }, context)
    yield { type: 'start', model: context.target.model }
    const words: TranscriptSpan[] = []
    let spoken: string | undefined
    let end = 0
    for (const { alternatives = [], languageCode, resultEndOffset } of reply.body.results ?? []) {
      const [best] = alternatives
      if (best?.transcript) yield { type: 'text-delta', text: best.transcript }
      words.push(...(best?.words ?? []).map(spanOf))
      spoken ??= languageCode
      end = Math.max(end, seconds(resultEndOffset))
    }
    const billed = reply.body.metadata?.totalBilledDuration
    yield {
      type: 'finish',
      ...(spoken !== undefined && { language: spoken }),
      ...(end > 0 && { durationSeconds: end }),
      ...(words.length > 0 && { words }),
      ...(billed !== undefined && { usage: { seconds: seconds(billed) } }),
      ...reply.facts,
    }
  }
  return Object.assign(handle, { params: ['language', 'timestamps', 'diarize'], defaultModel: 'chirp_3' })
}
