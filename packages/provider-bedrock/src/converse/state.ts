import { fromBase64, toBase64 } from '@llmrr/provider-kit'
import { familyOf } from '../model-family.ts'
import type { Context, Json, Part, ReasoningPart, State } from '@llmrr/core'
import type { Family } from '../model-family.ts'
import type { WireBlock } from './wire.ts'

/**
 * Key of the reasoning of Claude, whose signatures are documented to travel between Anthropic's own service, Amazon Bedrock
 * and Google Cloud (platform.claude.com, "Extended thinking").
 */
const claudeKey = 'anthropic'

type ClaudeState = { readonly signature?: string; readonly data?: string }

/** Reasoning of other models, with whose it is: a signature of one is refused by another. */
type OwnReasoning = { readonly signature?: string; readonly redacted?: string; readonly family: Family }

/** The state that a part carries for this provider. */
export const ownState = <T>(part: Part, { target }: Context): T | undefined =>
  part.state?.[target.provider] as T | undefined

/** State for the provider that is asked now. */
export const stateFor = ({ target }: Context, value: unknown): State => ({ [target.provider]: value as Json })

/** The state of a piece of reasoning, from what came with it; none where nothing did. */
export function reasoningState(
  signature: string | undefined,
  redacted: string | undefined,
  context: Context,
): State | undefined {
  if (signature === undefined && redacted === undefined) return undefined
  const family = familyOf(context.target)
  if (family !== 'claude')
    return stateFor(context, { ...(signature && { signature }), ...(redacted && { redacted }), family })
  // Hidden reasoning is text at Anthropic, and bytes of this text here.
  return {
    [claudeKey]:
      redacted === undefined ? { signature: signature! } : { data: new TextDecoder().decode(fromBase64(redacted)) },
  }
}

/** The block that gives reasoning back; none for that of others. */
export function reasoningBlocks(part: ReasoningPart, context: Context): readonly WireBlock[] {
  const family = familyOf(context.target)
  if (family === 'claude') {
    const { signature, data } = (part.state?.[claudeKey] ?? {}) as ClaudeState
    if (data !== undefined) return [{ reasoningContent: { redactedContent: toBase64(new TextEncoder().encode(data)) } }]
    return signature === undefined ? [] : [{ reasoningContent: { reasoningText: { text: part.text, signature } } }]
  }
  const own = ownState<OwnReasoning>(part, context)
  if (!own || own.family !== family) return []
  if (own.redacted !== undefined) return [{ reasoningContent: { redactedContent: own.redacted } }]
  return [{ reasoningContent: { reasoningText: { text: part.text, signature: own.signature! } } }]
}
