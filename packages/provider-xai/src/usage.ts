import type { OpenAIChatUsage } from '@llmrr/provider-kit'

/** What the service counts beside tokens, with chats, Responses, images and films. */
export interface XAIUsage {
  /** A ten-billionth of a dollar each. */
  readonly cost_in_usd_ticks?: number | null
  readonly server_side_tool_usage_details?: {
    readonly web_search_calls?: number
    readonly x_search_calls?: number
  } | null
}

const ticksPerNanoDollar = 10

/** What an answer cost, in dollars. */
export function readCost(usage: XAIUsage | null | undefined): number | undefined {
  const ticks = usage?.cost_in_usd_ticks
  return ticks == null ? undefined : Math.round(ticks / ticksPerNanoDollar) / 1e9
}

/** Searches of the web and of X, which have one price. */
export function searchesOf({ server_side_tool_usage_details: used }: XAIUsage): number | undefined {
  const searches = (used?.web_search_calls ?? 0) + (used?.x_search_calls ?? 0)
  return searches > 0 ? searches : undefined
}

/** A chat's usage in the family's words. Now and then what was cached is more than the prompt, and then not part of it. */
export function readChatUsage(usage: OpenAIChatUsage): OpenAIChatUsage {
  const { prompt_tokens: prompt, total_tokens: total, prompt_tokens_details: read } = usage
  const cached = read?.cached_tokens ?? 0
  const beside = prompt != null && cached > prompt ? cached : 0
  const searches = searchesOf(usage as XAIUsage)
  return {
    ...usage,
    ...(beside > 0 && { prompt_tokens: prompt! + beside, ...(total != null && { total_tokens: total + beside }) }),
    ...(searches !== undefined && { searches }),
  }
}
