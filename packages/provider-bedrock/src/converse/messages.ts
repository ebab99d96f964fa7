import { familyOf } from '../model-family.ts'
import { assistantBlocks, textBlocks, userBlocks } from './content.ts'
import { documentNames } from './media.ts'
import { ownState } from './state.ts'
import type { Context, Part, ResolvedMessage, TextPart } from '@llmrr/core'
import type { CacheMarks } from './cache.ts'
import type { Writing } from './content.ts'
import type { WireBlock, WireMessage } from './wire.ts'

/** A conversation in Converse's order. */
export interface Conversation {
  readonly system: readonly WireBlock[]
  readonly messages: readonly WireMessage[]
}

const safeId = /^[\w.:-]{1,64}$/
const bedrockId = /^(?:tooluse_|[A-Za-z0-9]{9}$)/

/** A short number of a text, always the same (FNV-1a), in letters and digits. */
function shortHash(text: string): string {
  let hash = 0x81_1c_9d_c5
  for (const char of text) hash = Math.imul(hash ^ char.codePointAt(0)!, 0x01_00_01_93) >>> 0
  return hash.toString(36)
}

/**
 * Ids of calls as a model takes them. Mistral's own are nine letters and digits, and it takes those that Bedrock has made;
 * other ids are made anew from their text, so that a call and its result still agree.
 */
const toolIds =
  (context: Context): ((id: string) => string) =>
  (id) => {
    if (familyOf(context.target) === 'mistral' && !bedrockId.test(id)) return shortHash(id).padStart(9, '0').slice(-9)
    return safeId.test(id) ? id : `${id.replaceAll(/[^\w.:-]/g, '_').slice(0, 48)}-${shortHash(id)}`
  }

function systemBlocks(part: Part, marks: CacheMarks, context: Context): readonly WireBlock[] {
  if (part.type === 'text') {
    const { text, cache } = part as TextPart
    return [...textBlocks(text), ...marks.after(cache)]
  }
  const own = part.type.startsWith('x-') ? ownState<WireBlock>(part, context) : undefined
  if (own) return [own]
  context.warn('messages', `A system message of Converse is text; its ${part.type} was left out.`)
  return []
}

const isToolBlock = (block: WireBlock): boolean =>
  block.toolUse !== undefined && block.toolUse.type !== 'server_tool_use'

/** A turn as it is refused by no model. */
function tidied({ role, content }: { role: 'user' | 'assistant'; content: WireBlock[] }, isLast: boolean): WireMessage {
  if (role === 'user') {
    // Results come before whatever else is said with them.
    const results = content.filter((block) => block.toolResult)
    const others = content.filter((block) => !block.toolResult)
    const documents = others.filter((block) => block.document)
    const isBare = documents.length > 0 && !content.some((block) => block.text !== undefined || block.toolResult)
    return { role, content: [...results, ...others, ...(isBare ? [{ text: documents[0]!.document!.name! }] : [])] }
  }
  // Texts come before the calls that they go with; a mark stays behind its block.
  const first: WireBlock[] = []
  const calls: WireBlock[] = []
  let into = first
  for (const block of content) {
    if (!block.cachePoint) into = isToolBlock(block) ? calls : first
    into.push(block)
  }
  const ordered = [...first, ...calls]
  const last = ordered.at(-1)
  if (isLast && last?.text !== undefined) ordered[ordered.length - 1] = { text: last.text.trimEnd() }
  return { role, content: ordered }
}

/**
 * Messages as Converse takes them: system messages as `system` (later ones with a warning), turns of one side together, all
 * results of a turn in one message, blank texts and empty turns left out, every document with a name and a text beside it.
 */
export function toConversation(
  messages: readonly ResolvedMessage[],
  marks: CacheMarks,
  context: Context,
): Conversation {
  const writing: Writing = { context, marks, nameOf: documentNames(), idOf: toolIds(context) }
  const system: WireBlock[] = []
  const turns: { role: 'user' | 'assistant'; content: WireBlock[] }[] = []
  for (const { role: said, content: parts } of messages) {
    if (said === 'system') {
      if (turns.length > 0)
        context.warn('messages', `${context.target.model} takes system messages at the beginning; one was moved there.`)
      system.push(...parts.flatMap((part) => systemBlocks(part, marks, context)))
      continue
    }
    const role = said === 'assistant' ? 'assistant' : 'user'
    const content = parts.flatMap((part) =>
      role === 'assistant' ? assistantBlocks(part, writing) : userBlocks(part, writing),
    )
    if (content.length === 0) continue
    const last = turns.at(-1)
    if (last?.role === role) last.content.push(...content)
    else turns.push({ role, content })
  }
  return { system, messages: turns.map((turn, at) => tidied(turn, at === turns.length - 1)) }
}
