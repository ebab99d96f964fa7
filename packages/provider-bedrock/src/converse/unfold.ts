import { llmError } from '@llmrr/core'
import type { WireBlock, WireChunk, WireDelta, WireReply } from './wire.ts'

/** A reply in one piece, as the events that its stream would have sent. */
export function* unfold(reply: WireReply): Generator<WireChunk> {
  const { output, stopReason, additionalModelResponseFields, ...metadata } = reply
  const content = output?.message?.content
  if (!Array.isArray(content) || stopReason === undefined) {
    throw llmError(
      'bad-response',
      'The service sent JSON that is no answer of Converse: it has no message. Check the base URL.',
    )
  }
  yield { messageStart: {} }
  for (const [index, block] of (content as readonly WireBlock[]).entries()) yield* unfoldBlock(index, block)
  yield {
    messageStop: { stopReason, ...(additionalModelResponseFields !== undefined && { additionalModelResponseFields }) },
  }
  yield { metadata }
}

function* unfoldBlock(contentBlockIndex: number, block: WireBlock): Generator<WireChunk> {
  const delta = (piece: WireDelta): WireChunk => ({ contentBlockDelta: { contentBlockIndex, delta: piece } })
  const { text, toolUse, toolResult, reasoningContent, citationsContent, image } = block
  if (text !== undefined) yield delta({ text })
  else if (toolUse) {
    const { input, ...start } = toolUse
    yield { contentBlockStart: { contentBlockIndex, start: { toolUse: start } } }
    yield delta({ toolUse: { input: JSON.stringify(input ?? {}) } })
  } else if (toolResult) {
    const { content = [], ...start } = toolResult
    yield { contentBlockStart: { contentBlockIndex, start: { toolResult: start } } }
    yield delta({ toolResult: content })
  } else if (reasoningContent) {
    const { reasoningText, redactedContent } = reasoningContent
    if (reasoningText) {
      const { text: thought, signature } = reasoningText
      yield delta({ reasoningContent: { text: thought } })
      if (signature !== undefined) yield delta({ reasoningContent: { signature } })
    }
    if (redactedContent !== undefined) yield delta({ reasoningContent: { redactedContent } })
  } else if (citationsContent) {
    for (const { text: cited } of citationsContent.content ?? []) yield delta({ text: cited ?? '' })
    for (const citation of citationsContent.citations ?? []) yield delta({ citation })
  } else if (image) {
    yield { contentBlockStart: { contentBlockIndex, start: { image: { format: image.format } } } }
    yield delta({ image: { source: image.source } })
  }
  yield { contentBlockStop: { contentBlockIndex } }
}
