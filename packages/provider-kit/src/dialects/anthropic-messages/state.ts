import type { Context, Json, Part, State } from '@llmrr/core'

/**
 * Key of the state of reasoning. Signatures are documented to travel between Anthropic's own service, Amazon Bedrock and
 * Google Cloud (platform.claude.com, "Extended thinking"), so it is wider than an instance's id.
 */
export const thinkingKey = 'anthropic'

/** The part's state under a key. */
export const stateOf = <T>(part: { readonly state?: State }, key: string): T | undefined =>
  part.state?.[key] as T | undefined

/** The part's state at the provider that is asked now; what other state it carries is none of its business. */
export const ownState = <T>(part: Part, context: Context): T | undefined => stateOf<T>(part, context.target.provider)

/** State for the provider that is asked now. */
export const stateFor = (context: Context, value: unknown): State => ({ [context.target.provider]: value as Json })
