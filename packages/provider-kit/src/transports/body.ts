import type { Decoder } from './decoder.ts'

/** The bytes of a reply as they come, none of them empty. Whoever stops early closes the body. */
export async function* piecesOf({ body }: Response): AsyncGenerator<Uint8Array<ArrayBuffer>, void, void> {
  const reader = body?.getReader()
  if (!reader) return
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      if (value.length > 0) yield value
    }
  } finally {
    await reader.cancel().catch(ignoreClosed)
  }
}

/** The chunks of a reply, for capabilities that send few; the chat handler reads those of a chat. */
export async function* chunksOf<Chunk>(response: Response, decoder: Decoder): AsyncGenerator<Chunk, void, void> {
  for await (const bytes of piecesOf(response)) yield* decoder.feed(bytes) as readonly Chunk[]
  yield* decoder.end() as readonly Chunk[]
}

/** `cancel` rejects when the body has already failed, which has been thrown where it was read. */
export const ignoreClosed = (): void => {}
