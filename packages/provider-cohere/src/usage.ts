import type { Usage } from '@llmrr/core'
import type { WireCounts, WireUsage } from './wire.ts'

const isCount = (value: unknown): value is number => typeof value === 'number' && value >= 0 && value < Infinity

/**
 * What a chat is billed for. The service also counts the tokens of its own hidden prompt, and how many of those it had
 * cached; neither costs anything, so both are left out. Without billed units the plain counts must do.
 */
export function readUsage(usage: WireUsage | null | undefined): Usage | undefined {
  const { billed_units: billed, tokens } = usage ?? {}
  const input = billed?.input_tokens ?? tokens?.input_tokens
  const output = billed?.output_tokens ?? tokens?.output_tokens
  if (!isCount(input) && !isCount(output)) return undefined
  // Tokens of images and of reasoning are part of what is billed, where they are billed at all.
  const part = (count: unknown, whole: unknown): number =>
    isCount(count) && isCount(whole) && count <= whole ? count : 0
  const imageInput = isCount(billed?.input_tokens) ? part(tokens?.image_tokens, input) : 0
  const reasoning = part(tokens?.reasoning_tokens, output)
  return {
    ...(isCount(input) && { input: input - imageInput }),
    ...(imageInput > 0 && { imageInput }),
    ...(isCount(output) && { output: output - reasoning }),
    ...(reasoning > 0 && { reasoning }),
  }
}

const meters = {
  input: 'input_tokens',
  imageInput: 'image_tokens',
  images: 'images',
  output: 'output_tokens',
  searches: 'search_units',
} as const

/** The billed units of what is no chat. */
export function readBilled(billed: WireCounts | null | undefined): Usage | undefined {
  const found = Object.entries(meters).flatMap(([meter, unit]) => {
    const count = billed?.[unit]
    return isCount(count) && (count > 0 || meter === 'input') ? [[meter, count] as const] : []
  })
  return found.length === 0 ? undefined : Object.fromEntries(found)
}
