import { assistantBlocks } from './assistant.ts'
import { compact, textBlock, userBlocks } from './content.ts'
import { ownState } from './state.ts'
import type { CallState } from './content.ts'
import type { Context, Part, ResolvedMessage } from '@llmrr/core'
import type { WireBlock } from './wire.ts'

/** A turn that is being built. */
export interface Turn {
  readonly role: 'user' | 'assistant' | 'system'
  readonly content: WireBlock[]
}

/** A conversation in Claude's order. */
export interface Conversation {
  readonly system: readonly WireBlock[]
  readonly turns: readonly Turn[]
}

function systemBlocks(part: Part, context: Context): readonly WireBlock[] {
  if (part.type === 'text') return textBlock(part)
  const own = part.type.startsWith('x-') ? ownState<WireBlock>(part, context) : undefined
  if (typeof own?.type === 'string') return [{ ...own }]
  context.warn('messages', `A system message of Claude is text; its ${part.type} was left out.`)
  return []
}

/** Puts results first and drops what stands at the end of a last answer but cannot: white space. */
function tidied(turn: Turn, isLast: boolean): Turn {
  const { role, content } = turn
  if (role === 'user') {
    const isResult = ({ type }: WireBlock): boolean => type === 'tool_result'
    return { role, content: [...content.filter(isResult), ...content.filter((block) => !isResult(block))] }
  }
  const last = content.at(-1)
  if (role === 'assistant' && isLast && last?.type === 'text')
    return { role, content: [...content.slice(0, -1), { ...last, text: last.text!.trimEnd() }] }
  return turn
}

/**
 * Messages as Claude takes them: system messages at the beginning as `system`, turns of one side together, results of
 * tools before anything else in their turn, blank texts and empty turns left out. Later system messages stand behind the
 * user's turn that they come with, where the model takes them, else with the first ones.
 */
export function toConversation(
  messages: readonly ResolvedMessage[],
  midSystem: boolean,
  context: Context,
): Conversation {
  const system: WireBlock[] = []
  const turns: Turn[] = []
  const calls = new Map<string, CallState>()
  let held: WireBlock[] = []
  let isMoved = false
  for (const message of messages) {
    if (message.role === 'system') {
      const blocks = message.content.flatMap((part) => systemBlocks(part, context))
      if (turns.length > 0 && midSystem) held.push(...blocks)
      else {
        isMoved ||= turns.length > 0 && blocks.length > 0
        system.push(...blocks)
      }
      continue
    }
    const role = message.role === 'assistant' ? 'assistant' : 'user'
    for (const part of message.content) {
      if (part.type !== 'tool-call') continue
      const state = ownState<CallState>(part, context)
      if (state) calls.set(part.id, state)
    }
    const content = message.content.flatMap((part) =>
      role === 'assistant' ? assistantBlocks(part, context) : userBlocks(part, calls, context),
    )
    if (content.length === 0) continue
    const last = turns.at(-1)
    if (last?.role === role) {
      last.content.push(...content)
      continue
    }
    if (held.length > 0 && last?.role === 'user') {
      turns.push({ role: 'system', content: held })
      held = []
    }
    turns.push({ role, content })
  }
  if (held.length > 0) {
    if (turns.at(-1)?.role === 'user') turns.push({ role: 'system', content: held })
    else {
      isMoved = true
      system.push(...held)
    }
  }
  if (isMoved)
    context.warn(
      'messages',
      `${context.target.model} takes this system message at the beginning only; it was moved there.`,
    )
  return { system, turns: turns.map((turn, at) => tidied(turn, at === turns.length - 1)) }
}

/** Turns with their content as short as it can be written. */
export const written = (turns: readonly Turn[]) =>
  turns.map(({ role, content }) => ({ role, content: compact(content) }))
