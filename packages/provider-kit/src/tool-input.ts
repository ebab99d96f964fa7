import type { Json, ToolCallPart } from '@llmrr/core'

/**
 * The `input` of a tool call from its arguments as sent; `invalid` when they are not JSON. Nothing at all means a tool
 * without arguments.
 */
export function parseToolInput(text: string): Pick<ToolCallPart, 'input' | 'invalid'> {
  if (text.trim() === '') return { input: {} }
  try {
    return { input: JSON.parse(text) as Json }
  } catch {
    return { input: null, invalid: text }
  }
}
