import { ownState } from './state.ts'
import type { Context, Part, ResolvedChatRequest } from '@llmrr/core'
import type { WireEnd } from './wire.ts'

/** Part that keeps the container in which the service has run code, so that the next turn finds its files. */
export const containerPart = 'x-container'

/** The container of the conversation, if it still lives. */
export function containerOf({ messages }: ResolvedChatRequest, context: Context): string | undefined {
  const isContainer = ({ type }: Part): boolean => type === containerPart
  const last = messages.findLast(({ content }) => content.some(isContainer))?.content.findLast(isContainer)
  const state = last && ownState<{ readonly container: WireEnd['container'] }>(last, context)?.container
  if (!state) return undefined
  const end = state.expires_at === undefined ? Infinity : Date.parse(state.expires_at)
  return end > context.host.now() ? state.id : undefined
}
