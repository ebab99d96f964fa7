import type { Ask } from './types.ts'

// Twelve code points at most, so that long words and JSON are several tokens; never half a surrogate pair.
const piece = /\s*[^\s]{1,12}|\s+/gu

/** Text cut into the emulator's tokens. Joined they give the text again. */
export const pieces = (text: string): string[] => text.match(piece) ?? []

/** A cheap count for prompts: a token for every four UTF-16 units, as the services' rule of thumb says. */
export const countTokens = (text: string): number => Math.ceil(text.length / 4)

/** The arguments of a tool call in the pieces in which they are streamed; very long ones in one, so that they make one big event. */
export const argumentPieces = (input: string): string[] => (input.length > 100_000 ? [input] : pieces(input))

/** Tokens of a whole prompt: its texts, its tools, four for each turn and 85 for each picture or file. */
export function promptTokens({ system, messages, tools }: Ask): number {
  let units = system.length
  let fixed = 3
  for (const { text, media } of messages) {
    units += text.length
    fixed += 4 + media.length * 85
  }
  if (tools.length > 0) units += JSON.stringify(tools).length
  return Math.ceil(units / 4) + fixed
}
