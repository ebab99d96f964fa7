import { invokeModel } from './invoke.ts'
import { addressOf, segment } from './regions.ts'
import type { Citation, Context, Json, ReplyFacts } from '@llmrr/core'
import type { Http } from '@llmrr/provider-kit'
import type { HostName, Place } from './regions.ts'

/** A model in its vendor's own words. */
export interface InvokeRequest {
  readonly model: string
  readonly body: { readonly [field: string]: Json }
}

/** A check of a text by a guardrail. */
export interface GuardrailRequest {
  readonly guardrail: string
  /** A number or `DRAFT`. */
  readonly version: string
  /** Whether it is a prompt or an answer. */
  readonly source: 'INPUT' | 'OUTPUT'
  readonly texts: readonly (string | { readonly text: string; readonly qualifiers: readonly string[] })[]
  /** Tells all that was looked at, not only what was found. Default `false`. */
  readonly full?: boolean
}

/** What a guardrail says; `outputs` replace the texts where it intervenes. */
export interface GuardrailVerdict extends ReplyFacts {
  readonly intervened: boolean
  readonly outputs: readonly string[]
  readonly assessments: readonly Json[]
}

/** How a knowledge base is searched. */
export interface Retrieval {
  /** How many passages. Default: the service's. */
  readonly results?: number
  /** In the service's words: `{ equals: { key, value } }`. */
  readonly filter?: { readonly [field: string]: Json }
  readonly searchType?: 'HYBRID' | 'SEMANTIC'
}

/** A search in a knowledge base. */
export interface RetrieveRequest extends Retrieval {
  readonly knowledgeBase: string
  readonly query: string
}

/** A passage that was found. */
export interface Passage {
  readonly text: string
  readonly score?: number
  readonly url?: string
  readonly metadata?: { readonly [field: string]: Json }
}

/** An answer from a knowledge base (or from `sources` in S3). */
export interface GenerateRequest extends Retrieval {
  readonly query: string
  /** Model id, profile or ARN. */
  readonly model: string
  readonly knowledgeBase?: string
  /** `s3://` addresses of documents, instead of a knowledge base. */
  readonly sources?: readonly string[]
  /** Goes on in a conversation. */
  readonly session?: string
}

/** The answer, with the statements that rest on passages. */
export interface Generated extends ReplyFacts {
  readonly text: string
  readonly citations: readonly Citation[]
  readonly session?: string
  readonly intervened: boolean
}

interface WireReference {
  readonly content?: { readonly text?: string }
  readonly location?: { readonly [kind: string]: { readonly uri?: string; readonly url?: string } | string | undefined }
  readonly metadata?: { readonly [field: string]: Json }
  readonly score?: number
}

interface WireGenerated {
  readonly output?: { readonly text?: string }
  readonly citations?: readonly {
    readonly generatedResponsePart?: {
      readonly textResponsePart?: {
        readonly text?: string
        readonly span?: { readonly start: number; readonly end: number }
      }
    }
    readonly retrievedReferences?: readonly WireReference[]
  }[]
  readonly sessionId?: string
  readonly guardrailAction?: string
}

function urlOf({ location = {} }: WireReference): string | undefined {
  for (const place of Object.values(location)) if (typeof place === 'object') return place.uri ?? place.url
  return undefined
}

const passageOf = (wire: WireReference): Passage => {
  const url = urlOf(wire)
  return {
    text: wire.content?.text ?? '',
    ...(wire.score !== undefined && { score: wire.score }),
    ...(url !== undefined && { url }),
    ...(wire.metadata && { metadata: wire.metadata }),
  }
}

function searchOf({ results, filter, searchType }: Retrieval): object | undefined {
  const vectorSearchConfiguration = {
    ...(results !== undefined && { numberOfResults: results }),
    ...(filter && { filter }),
    ...(searchType && { overrideSearchType: searchType }),
  }
  return Object.keys(vectorSearchConfiguration).length > 0 ? { vectorSearchConfiguration } : undefined
}

/** One citation for each passage that a statement rests on. Ends of spans are inclusive at the service. */
const citationsOf = ({ citations = [] }: WireGenerated): readonly Citation[] =>
  citations.flatMap(({ generatedResponsePart, retrievedReferences = [] }) => {
    const span = generatedResponsePart?.textResponsePart?.span
    return retrievedReferences.map((reference): Citation => {
      const url = urlOf(reference)
      const quote = reference.content?.text
      return {
        ...(url !== undefined && { url }),
        ...(quote !== undefined && { quote }),
        ...(span && { start: span.start, end: span.end + 1 }),
      }
    })
  })

function configurationOf(request: GenerateRequest): object {
  const { model: modelArn, knowledgeBase, sources } = request
  if (knowledgeBase === undefined) {
    return {
      type: 'EXTERNAL_SOURCES',
      externalSourcesConfiguration: {
        modelArn,
        sources: (sources ?? []).map((uri) => ({ sourceType: 'S3', s3Location: { uri } })),
      },
    }
  }
  const search = searchOf(request)
  return {
    type: 'KNOWLEDGE_BASE',
    knowledgeBaseConfiguration: {
      knowledgeBaseId: knowledgeBase,
      modelArn,
      ...(search && { retrievalConfiguration: search }),
    },
  }
}

/** What Bedrock alone offers, as `llm.of(bedrock)`. */
export function extras(httpOf: (host: HostName) => Http, place: Place) {
  return {
    /** Invokes a model in its vendor's words; the body is the vendor's too. */
    invoke: async (
      { model, body }: InvokeRequest,
      context: Context,
    ): Promise<ReplyFacts & { readonly body: unknown }> => {
      const asked = { ...context, target: { ...context.target, model } }
      const { body: answer, facts } = await invokeModel(httpOf('runtime'), place, body, asked)
      return { body: answer, ...facts }
    },
    /** Looks at texts with a guardrail, without a model. */
    applyGuardrail: async (request: GuardrailRequest, context: Context): Promise<GuardrailVerdict> => {
      const { guardrail, version, source, texts, full } = request
      const { body, facts } = await httpOf('runtime').json<{
        readonly action?: string
        readonly outputs?: readonly { readonly text?: string }[]
        readonly assessments?: readonly Json[]
      }>(
        {
          path: `${addressOf(place, 'runtime', context)}/guardrail/${segment(guardrail)}/version/${segment(version)}/apply`,
          body: {
            source,
            content: texts.map((text) => ({ text: typeof text === 'string' ? { text } : text })),
            ...(full && { outputScope: 'FULL' }),
          },
        },
        context,
      )
      return {
        intervened: body.action === 'GUARDRAIL_INTERVENED',
        outputs: (body.outputs ?? []).map(({ text = '' }) => text),
        assessments: body.assessments ?? [],
        ...facts,
      }
    },
    /** Finds passages in a knowledge base. Takes no API key: only signatures. */
    retrieve: async (
      { knowledgeBase, query, ...how }: RetrieveRequest,
      context: Context,
    ): Promise<ReplyFacts & { readonly passages: readonly Passage[] }> => {
      const search = searchOf(how)
      const { body, facts } = await httpOf('agent').json<{ readonly retrievalResults?: readonly WireReference[] }>(
        {
          path: `${addressOf(place, 'agent', context)}/knowledgebases/${segment(knowledgeBase)}/retrieve`,
          body: { retrievalQuery: { text: query }, ...(search && { retrievalConfiguration: search }) },
        },
        context,
      )
      return { passages: (body.retrievalResults ?? []).map(passageOf), ...facts }
    },
    /** Answers from a knowledge base, with citations into the answer. Takes no API key: only signatures. */
    retrieveAndGenerate: async (request: GenerateRequest, context: Context): Promise<Generated> => {
      const { query, session } = request
      const { body, facts } = await httpOf('agent').json<WireGenerated>(
        {
          path: `${addressOf(place, 'agent', context)}/retrieveAndGenerate`,
          body: {
            input: { text: query },
            retrieveAndGenerateConfiguration: configurationOf(request),
            ...(session !== undefined && { sessionId: session }),
          },
        },
        context,
      )
      return {
        text: body.output?.text ?? '',
        citations: citationsOf(body),
        ...(body.sessionId !== undefined && { session: body.sessionId }),
        intervened: body.guardrailAction === 'INTERVENED',
        ...facts,
      }
    },
  }
}
