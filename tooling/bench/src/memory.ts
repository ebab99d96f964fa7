import { cannedStream } from './canned.ts'
import { clients } from './clients.ts'
import { networkChunks, streamEvents } from './wire.ts'

const collect = (globalThis as { gc?: () => void }).gc

/** Bytes of heap that an open stream holds after so many pieces have been consumed, averaged over `open` streams. */
export async function heapPerStream(pieces: number, open = 40): Promise<number> {
  if (!collect) throw new Error('Run with --expose-gc.')
  const [{ createRouter, target }, { openai }] = await Promise.all([
    import('@llmrr/core'),
    import('@llmrr/provider-openai'),
  ])
  const chunks = networkChunks(streamEvents(pieces + 10))
  const llm = createRouter({
    use: [openai({ apiKey: 'bench-key' })],
    host: { fetch: (input, init) => cannedStream(chunks)(input, init) },
  })
  await clients('http://bench.invalid/v1', cannedStream(chunks))
    .find(({ name }) => name === 'llmrr')!
    .pieces('warm up')
  collect()
  const before = process.memoryUsage().heapUsed
  const iterators: AsyncIterator<unknown>[] = []
  for (let stream = 0; stream < open; stream++) {
    const stream = llm.stream({ model: target(openai, 'gpt-4.1-mini', { api: 'chat' }), prompt: 'hold' })
    const iterator = stream[Symbol.asyncIterator]()
    iterators.push(iterator)
    for (let piece = 0; piece < pieces; piece++) await iterator.next()
  }
  collect()
  const held = (process.memoryUsage().heapUsed - before) / open
  for (const iterator of iterators) await iterator.return?.()
  return held
}
