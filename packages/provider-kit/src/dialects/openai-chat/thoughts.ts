import type { WireContent } from './wire.ts'

/** Reasoning that stands in the content, as Mistral has it: its text is a list of pieces, among them marks of sources. */
export function thoughtOf(piece: WireContent): { readonly text: string; readonly signature?: string } {
  const pieces = piece['thinking'] as string | readonly { readonly text?: string }[] | null | undefined
  const text = typeof pieces === 'string' ? pieces : (pieces ?? []).map((one) => one.text ?? '').join('')
  const signature = piece['signature'] as string | null | undefined
  return signature ? { text, signature } : { text }
}
