import {
  anthropicMessages,
  chatDefaults,
  eitherDialect,
  openaiChatDialect,
  openaiMedia,
  openaiResponses,
} from '@llmrr/provider-kit'
import { optionsOf } from './options.ts'
import type { Context, Handler, Json, Part, ReasoningPart } from '@llmrr/core'
import type {
  Http,
  OpenAIChatChunk,
  OpenAIChatDelta,
  OpenAIChatQuirks,
  OpenAIVendor,
  ReasoningKeeper,
} from '@llmrr/provider-kit'

type Block = Readonly<Record<string, Json>>

interface Costly {
  readonly usage?: { readonly cost?: number | null } | null
}

const textOf = ({ thinking }: Block): string => (typeof thinking === 'string' ? thinking : '')

/** What an answer cost, where the proxy puts it into the usage. */
const readCost = (chunk: OpenAIChatChunk): number | null | undefined => (chunk as Costly).usage?.cost

/** Thinking of Claude as the proxy passes it on: in a stream the pieces of a block follow each other, until a signature ends it. */
function blockKeeper(): ReasoningKeeper {
  const blocks: Record<string, Json>[] = []
  return {
    read({ thinking_blocks: pieces }: OpenAIChatDelta) {
      if (!Array.isArray(pieces) || pieces.length === 0) return false
      // `index` is of the stream; the service refuses it in a block that comes back.
      for (const { index: _, ...piece } of pieces as readonly Block[]) {
        const last = blocks.at(-1)
        const goesOn = piece['type'] === 'thinking' && last?.['type'] === 'thinking' && !last['signature']
        if (!goesOn) blocks.push(piece)
        else {
          last['thinking'] = `${textOf(last)}${textOf(piece)}`
          if (piece['signature']) last['signature'] = piece['signature']
        }
      }
      return true
    },
    state: () => ({ blocks }),
  }
}

/** The blocks of earlier thinking, as they came. */
const blocksOf = (parts: readonly Part[], { target }: Context): readonly Json[] =>
  parts
    .filter((part): part is ReasoningPart => part.type === 'reasoning')
    .flatMap(
      ({ state }) => (state?.[target.provider] as { readonly blocks?: readonly Json[] } | undefined)?.blocks ?? [],
    )

/** In what chat over LiteLLM differs from OpenAI's. */
export const quirks: Partial<OpenAIChatQuirks> = {
  // The proxy translates this one for every service.
  maxTokensField: 'max_tokens',
  reasoningField: 'reasoning_content',
  keepReasoning: blockKeeper,
  writeAssistant(message, parts, context) {
    const blocks = blocksOf(parts, context)
    return blocks.length > 0 ? { ...message, thinking_blocks: blocks } : message
  },
  writeMedia: openaiMedia('image', 'audio', 'document', 'video'),
  writeReasoning(reasoning, context, efforts) {
    const { tokens } = typeof reasoning === 'string' ? {} : reasoning
    if (tokens !== undefined) return { thinking: { type: 'enabled', budget_tokens: tokens } }
    return chatDefaults.writeReasoning(reasoning, context, efforts)
  },
  // For Claude behind the proxy: five minutes, or an hour.
  writeCacheMark: (mark) => ({
    cache_control: { type: 'ephemeral', ...(mark !== true && mark.ttlSeconds > 300 && { ttl: '1h' }) },
  }),
  readCost,
}

/**
 * A stream that is asked for its usage and ends without may have been cut behind the proxy, which closes it politely. Newer
 * proxies (1.108.7) count the tokens of such a stream themselves, and nothing tells.
 */
function withDoubt(dialect: ReturnType<typeof openaiChatDialect>): typeof dialect {
  return {
    ...dialect,
    reader(context, reply, request) {
      const reader = dialect.reader(context, reply, request)
      const judged = (events: ReturnType<typeof reader.end>): typeof events => {
        const finish = events.at(-1)
        if (!reply.unfolded && finish?.type === 'finish' && !('usage' in finish))
          context.warn('usage', 'The stream ended without its usage; it may have been cut behind the proxy.')
        return events
      }
      return { ...reader, read: (chunk) => judged(reader.read(chunk)), end: () => judged(reader.end()) }
    },
  }
}

/** Chat over the API that a target asks for; the proxy bridges each to every service. */
export const litellmChat = (http: Http, vendor: OpenAIVendor): Handler<'chat'> =>
  eitherDialect(
    http,
    {
      chat: withDoubt(openaiChatDialect(vendor)),
      responses: openaiResponses({ store: undefined }),
      messages: anthropicMessages({ path: () => '/messages' }),
    },
    (target) => optionsOf({ target }).api ?? 'chat',
  )
