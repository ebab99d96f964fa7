import { readingOptions, writeDocument } from './ocr.ts'
import type { Context, FileRef, Json, JsonSchema, MediaPart, ModerateResult } from '@llmrr/core'
import type { Http } from '@llmrr/provider-kit'

/** A document to be filled into a form. */
export interface AnnotateRequest {
  readonly document: MediaPart
  /** The form, as JSON Schema. */
  readonly schema: JsonSchema
  /** What to look for. */
  readonly prompt?: string
  /** Page numbers from 0. Default: all. */
  readonly pages?: readonly number[]
  /** Default `mistral-ocr-latest`. */
  readonly model?: string
}

/** A form that has been filled in. */
export interface Annotation {
  readonly annotation: Json
  readonly pages: readonly { readonly index: number; readonly markdown: string }[]
  /** How many pages are billed, at the price for annotations. */
  readonly pagesProcessed?: number
}

/** A conversation whose last turn is to be judged. */
export interface ModerateChatRequest {
  readonly messages: readonly { readonly role: 'system' | 'user' | 'assistant'; readonly content: string }[]
  /** Default `mistral-moderation-latest`. */
  readonly model?: string
}

/** A voice that speaks. */
export interface Voice {
  /** What a speech request names. */
  readonly id: string
  readonly name: string
  readonly slug?: string | null
  readonly languages?: readonly string[]
  readonly gender?: string | null
  readonly description?: string | null
}

/** A link to a stored file. */
export interface FileUrlRequest {
  readonly file: FileRef
  /** How long it holds. Default 24. */
  readonly hours?: number
}

interface WireVerdicts {
  readonly results: readonly {
    readonly categories: Readonly<Record<string, boolean>>
    readonly category_scores: Readonly<Record<string, number>>
  }[]
}

interface WireReading {
  readonly document_annotation?: string | null
  readonly pages: Annotation['pages']
  readonly usage_info?: { readonly pages_processed?: number } | null
}

const perPage = 100

/** What Mistral alone offers, as `llm.of(mistral)`. */
export function extras(http: Http) {
  return {
    /** Reads a document into a form. */
    async annotate(request: AnnotateRequest, context: Context): Promise<Annotation> {
      const { document, schema, prompt, pages, model = 'mistral-ocr-latest' } = request
      const format = { type: 'json_schema', json_schema: { name: 'annotation', schema, strict: true } }
      const { body } = await http.json<WireReading>(
        {
          path: '/ocr',
          body: {
            model,
            document: writeDocument(document, context),
            ...(pages && { pages }),
            document_annotation_format: format,
            ...(prompt !== undefined && { document_annotation_prompt: prompt }),
            ...readingOptions(context),
          },
        },
        context,
      )
      const processed = body.usage_info?.pages_processed
      return {
        annotation: body.document_annotation == null ? null : (JSON.parse(body.document_annotation) as Json),
        pages: body.pages.map(({ index, markdown }) => ({ index, markdown })),
        ...(processed !== undefined && { pagesProcessed: processed }),
      }
    },
    /** Judges the last turn of a conversation by what came before it. */
    async moderateChat(request: ModerateChatRequest, context: Context): Promise<ModerateResult['results'][number]> {
      const { messages, model = 'mistral-moderation-latest' } = request
      const { body } = await http.json<WireVerdicts>(
        { path: '/chat/moderations', body: { model, input: messages } },
        context,
      )
      const { categories = {}, category_scores: scores = {} } = body.results[0] ?? {}
      const named = Object.keys(categories).filter((name) => categories[name])
      return { flagged: named.length > 0, scores, categories: named }
    },
    /** The voices that there are, the account's own among them. */
    async voices(_: unknown, context: Context): Promise<readonly Voice[]> {
      const voices: Voice[] = []
      for (;;) {
        const { body } = await http.json<{ readonly items: readonly Voice[] }>(
          { method: 'GET', path: '/audio/voices', query: { limit: perPage, offset: voices.length } },
          context,
        )
        voices.push(...body.items)
        if (body.items.length < perPage) return voices
      }
    },
    /** A link by which anybody can read a stored file for a time. */
    async fileUrl({ file, hours }: FileUrlRequest, context: Context): Promise<string> {
      const { body } = await http.json<{ readonly url: string }>(
        { method: 'GET', path: `/files/${encodeURIComponent(file.id)}/url`, query: { expiry: hours } },
        context,
      )
      return body.url
    },
  }
}
