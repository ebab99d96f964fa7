import { expect, test } from 'vitest'
import { chunksOf, ndjson, piecesOf } from '../../src/index.ts'

function replyOf(...pieces: readonly string[]) {
  const seen = { cancelled: false }
  const left = pieces.map((piece) => new TextEncoder().encode(piece))
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      pull(controller) {
        const next = left.shift()
        if (next) controller.enqueue(next)
        else controller.close()
      },
      cancel() {
        seen.cancelled = true
      },
    },
    { highWaterMark: 0 },
  )
  return { response: new Response(body), seen }
}

test('pieces come as they are sent, without the empty ones', async () => {
  const sizes: number[] = []
  for await (const piece of piecesOf(replyOf('ab', '', 'c').response)) sizes.push(piece.length)
  expect(sizes).toEqual([2, 1])
})

test('who stops early closes the body', async () => {
  const { response, seen } = replyOf('a', 'b')
  for await (const _ of piecesOf(response)) break
  expect(seen.cancelled).toBe(true)
})

test('a reply without a body has no pieces', async () => {
  const seen = []
  for await (const piece of piecesOf(new Response(null))) seen.push(piece)
  expect(seen).toEqual([])
})

test('what the last bytes complete is a chunk, too', async () => {
  const chunks = []
  for await (const chunk of chunksOf(replyOf('{"a":', '1}\n{"a":2}').response, ndjson())) chunks.push(chunk)
  expect(chunks).toEqual([{ a: 1 }, { a: 2 }])
})
