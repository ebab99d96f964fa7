import { mediaBlock } from './media.ts'
import { ownState, reasoningBlocks } from './state.ts'
import type {
  Context,
  Json,
  MediaPart,
  Part,
  ReasoningPart,
  SourcePart,
  TextPart,
  ToolCallPart,
  ToolResultPart,
} from '@llmrr/core'
import { noMarks } from './cache.ts'
import type { CacheMarks } from './cache.ts'
import type { WireBlock } from './wire.ts'

/** What is known of a request while its messages are written. */
export interface Writing {
  readonly context: Context
  readonly marks: CacheMarks
  /** Names a document. */
  readonly nameOf: Parameters<typeof mediaBlock>[1]
  /** The id of a call as the model takes it. */
  readonly idOf: (id: string) => string
}

const isObject = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Text as a block; none for blank text, which is refused. */
export const textBlocks = (text: string): readonly WireBlock[] => (text.trim() === '' ? [] : [{ text }])

function outputBlocks(output: Json | undefined): readonly WireBlock[] {
  if (typeof output === 'string') return textBlocks(output)
  // Models refuse JSON that is no object.
  return isObject(output) ? [{ json: output }] : [{ text: JSON.stringify(output ?? null) }]
}

function resultBlock(part: ToolResultPart, writing: Writing): WireBlock {
  const { id, output, parts, error } = part
  const inside = { ...writing, marks: noMarks } // A mark stands behind the whole result.
  const content = parts ? parts.flatMap((one) => userBlocks(one, inside)) : outputBlocks(output)
  return {
    toolResult: {
      toolUseId: writing.idOf(id),
      // A failure without a word is refused.
      content: error && content.length === 0 ? [{ text: 'The tool failed.' }] : content,
      ...(error && { status: 'error' }),
    },
  }
}

/** Blocks of a part that a user (or a tool) says, with the cache mark behind. */
export function userBlocks(part: Part, writing: Writing): readonly WireBlock[] {
  const { context, marks } = writing
  const marked = (blocks: readonly WireBlock[]): readonly WireBlock[] =>
    blocks.length > 0 ? [...blocks, ...marks.after((part as TextPart).cache)] : blocks
  switch (part.type) {
    case 'text':
      return marked(textBlocks((part as TextPart).text))
    case 'media':
      return marked([mediaBlock(part as MediaPart, writing.nameOf, context)])
    case 'tool-result':
      return marked([resultBlock(part as ToolResultPart, writing)])
    case 'source':
      return searchResult(part as SourcePart)
    default: {
      const own = part.type.startsWith('x-') ? ownState<WireBlock>(part, context) : undefined
      return own ? [own] : []
    }
  }
}

const searchResult = ({ url, id, title, text }: SourcePart): readonly WireBlock[] =>
  text === undefined
    ? []
    : [
        {
          searchResult: {
            source: url ?? id ?? title ?? 'source',
            title: title ?? url ?? 'source',
            content: [{ text }],
            citations: { enabled: true },
          },
        },
      ]

/** Blocks of a part that the model has said. What only its own service understands is left out when it is another's. */
export function assistantBlocks(part: Part, writing: Writing): readonly WireBlock[] {
  const { context, marks, idOf } = writing
  switch (part.type) {
    case 'text': {
      const { text, cache } = part as TextPart
      const blocks = textBlocks(text)
      return blocks.length > 0 ? [...blocks, ...marks.after(cache)] : blocks
    }
    case 'reasoning':
      return reasoningBlocks(part as ReasoningPart, context)
    case 'tool-call': {
      const { id, name, input, invalid, by, cache } = part as ToolCallPart
      if (by !== undefined) break
      return [
        {
          toolUse: {
            toolUseId: idOf(id),
            name,
            input: invalid === undefined ? (isObject(input) ? input : { input }) : { INVALID_JSON: invalid },
          },
        },
        ...marks.after(cache),
      ]
    }
    case 'media':
      context.warn('messages', 'Converse takes no media in answers of the assistant; it was left out.')
      return []
    case 'source':
      return []
    case 'tool-result':
      if (part.by === undefined)
        context.warn('messages', `The result of ${part.name} stands in an answer of the assistant; it was left out.`)
      break
    default:
  }
  const own = ownState<WireBlock>(part, context)
  return own ? [own] : []
}
