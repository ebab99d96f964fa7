import { asTask, parametersOf } from './place.ts'
import { hubModel, hubModels } from './hub.ts'
import { lacking } from './lacking.ts'
import { toBase64 } from '@llmrr/provider-kit'
import type { Context, Json } from '@llmrr/core'
import type { Http } from '@llmrr/provider-kit'
import type { HubModel, HubSearch } from './hub.ts'
import type { Label } from './labels.ts'
import type { TaskPath } from './place.ts'

/** What every task takes. */
export interface TaskRequest {
  readonly model: string
  /** Further parameters of the task, in the service's words. */
  readonly parameters?: { readonly [name: string]: Json }
}

/** A task over a text. */
export type TextTask = TaskRequest & { readonly text: string }
/** A task over a picture or a sound: its bytes, or base64 text. */
export type BytesTask = TaskRequest & { readonly data: Uint8Array | string }

/** An answer to a question. */
export interface Answer {
  readonly answer: string
  readonly score?: number
  /** Positions in the context, where the answer is a piece of it. */
  readonly start?: number
  readonly end?: number
}

/** An answer from a table: its cells, and what is to be done with them. */
export interface TableAnswer {
  readonly answer: string
  readonly cells: readonly string[]
  readonly coordinates: readonly (readonly number[])[]
  readonly aggregator?: string
}

/** Something with a name in a text. */
export interface Entity {
  readonly entity_group?: string
  readonly entity?: string
  readonly score: number
  readonly word: string
  readonly start?: number
  readonly end?: number
}

/** A text whose mask is filled. */
export interface Filled {
  readonly sequence: string
  readonly score: number
  readonly token: number
  readonly token_str: string
}

/** A thing in a picture, in pixels. */
export interface Detected extends Label {
  readonly box: { readonly xmin: number; readonly ymin: number; readonly xmax: number; readonly ymax: number }
}

/** A part of a picture. */
export interface Segment {
  readonly label: string
  readonly score?: number | null
  /** A picture in black and white, as base64. */
  readonly mask: string
}

interface Zero {
  readonly labels: readonly string[]
  readonly scores: readonly number[]
}

const base64 = (data: Uint8Array | string): string => (typeof data === 'string' ? data : toBase64(data))

/** Labels in the newer form, and in the older with two lists. */
const readZero = (reply: readonly Label[] | Zero): readonly Label[] =>
  'labels' in reply ? reply.labels.map((label, at) => ({ label, score: reply.scores[at]! })) : reply

/** The classic tasks of Hugging Face, each as a function of one request, and answered in the service's words. */
export function taskExtras(http: Http, taskPath: TaskPath) {
  async function run<Reply>(
    { model, parameters = {} }: TaskRequest,
    inputs: Json,
    given: Context,
    more: Readonly<Record<string, unknown>> = {},
    pipeline?: string,
  ): Promise<Reply> {
    const context = asTask('chat', { ...given, target: { ...given.target, model } })
    const all = parametersOf({ ...more, ...parameters }, context)
    const path = taskPath(context.target.model, pipeline)
    const { body } = await http.json<Reply>({ path, body: { inputs, ...(all && { parameters: all }) } }, context)
    if (typeof body !== 'object' || body === null) throw lacking('a result', context)
    return body
  }

  /** The only entry of a list, which older servers answer without one. */
  const first = <T extends object>(reply: readonly T[] | T, context: Context): T => {
    const [one] = [reply].flat() as readonly T[]
    if (!one) throw lacking('a result', context)
    return one
  }
  const listed = <T extends object>(reply: readonly T[] | readonly (readonly T[])[] | T): readonly T[] =>
    [reply].flat(2) as readonly T[]

  return {
    /** Which classes a text belongs to, likeliest first. */
    classifyText: async (request: TextTask, context: Context): Promise<readonly Label[]> =>
      listed(await run<readonly Label[]>(request, request.text, context)),
    /** Which of these labels fit a text, without having been trained on them. */
    classifyZeroShot: async (
      request: TextTask & { readonly labels: readonly string[]; readonly several?: boolean },
      context: Context,
    ): Promise<readonly Label[]> => {
      const { text, labels, several } = request
      return readZero(await run(request, text, context, { candidate_labels: labels, multi_label: several }))
    },
    /** Names, places and the like in a text. */
    findEntities: (request: TextTask, context: Context) => run<readonly Entity[]>(request, request.text, context),
    /** What may stand where the model's mask (`[MASK]`, `<mask>`) does. */
    fillMask: (request: TextTask, context: Context) => run<readonly Filled[]>(request, request.text, context),
    /** A shorter text. */
    summarize: async (request: TextTask, context: Context): Promise<string> =>
      first(await run<readonly { readonly summary_text: string }[]>(request, request.text, context), context)
        .summary_text,
    /** A text in another language. `from` and `to` are for models that know several, in their own spelling. */
    translate: async (
      request: TextTask & { readonly from?: string; readonly to?: string },
      context: Context,
    ): Promise<string> => {
      const languages = { src_lang: request.from, tgt_lang: request.to }
      const reply = await run<readonly { readonly translation_text: string }[]>(
        request,
        request.text,
        context,
        languages,
      )
      return first(reply, context).translation_text
    },
    /** The piece of a text that answers a question. */
    answerFromText: async (request: TextTask & { readonly question: string }, context: Context): Promise<Answer> => {
      const inputs = { question: request.question, context: request.text }
      return first(await run<readonly Answer[] | Answer>(request, inputs, context), context)
    },
    /** The cells of a table that answer a question. Its columns are lists of text. */
    answerFromTable: async (
      request: TaskRequest & {
        readonly question: string
        readonly table: { readonly [column: string]: readonly string[] }
      },
      context: Context,
    ): Promise<TableAnswer> => {
      const inputs = { query: request.question, table: request.table }
      return first(await run<readonly TableAnswer[] | TableAnswer>(request, inputs, context), context)
    },
    /** What a document, as a picture, answers to a question. */
    answerFromDocument: (request: BytesTask & { readonly question: string }, context: Context) =>
      run<readonly Answer[]>(request, { question: request.question, image: base64(request.data) }, context),
    /** What a picture answers to a question, likeliest first. */
    answerFromImage: (request: BytesTask & { readonly question: string }, context: Context) =>
      run<readonly Answer[]>(request, { question: request.question, image: base64(request.data) }, context),
    /** How alike a text is to each of others, from 0 to 1. */
    compareTexts: (request: TextTask & { readonly others: readonly string[] }, context: Context) =>
      run<readonly number[]>(
        request,
        { source_sentence: request.text, sentences: request.others },
        context,
        {},
        'sentence-similarity',
      ),
    /** Which classes a picture belongs to, likeliest first. */
    classifyImage: (request: BytesTask, context: Context) =>
      run<readonly Label[]>(request, base64(request.data), context),
    /** Which of these labels fit a picture. */
    classifyImageZeroShot: (request: BytesTask & { readonly labels: readonly string[] }, context: Context) =>
      run<readonly Label[]>(request, base64(request.data), context, { candidate_labels: request.labels }),
    /** Things in a picture, and where they are. */
    detectObjects: (request: BytesTask, context: Context) =>
      run<readonly Detected[]>(request, base64(request.data), context),
    /** The parts of a picture. */
    segmentImage: (request: BytesTask, context: Context) =>
      run<readonly Segment[]>(request, base64(request.data), context),
    /** A picture in words. */
    describeImage: async (request: BytesTask, context: Context): Promise<string> => {
      const reply = await run<readonly { readonly generated_text: string }[]>(request, base64(request.data), context)
      return first(reply, context).generated_text
    },
    /** Which classes a sound belongs to, likeliest first. */
    classifyAudio: (request: BytesTask, context: Context) =>
      run<readonly Label[]>(request, base64(request.data), context),
  }
}

/** The Hub: what models there are, and who serves them. */
export const hubExtras = (hub: Http) => ({
  /** Models of the Hub with the hosts that serve them, page by page until `limit`. */
  searchModels: (asked: HubSearch, context: Context): Promise<readonly HubModel[]> => hubModels(hub, asked, context),
  /** One model of the Hub, with the hosts that serve it. */
  modelInfo: ({ id }: { readonly id: string }, context: Context): Promise<HubModel> => hubModel(hub, id, context),
})
