import { cannedStream } from './canned.ts'
import { networkChunks, streamEvents } from './wire.ts'
import type { ChatEvent } from '@llmrr/core'

const collect = (globalThis as { gc?: () => void }).gc

/**
 * Bytes of heap that an open stream holds after so many pieces have been consumed, averaged over `open` streams, without the answer's own text, which
 * is kept for `result()`.
 */
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
  const aim = target(openai, 'gpt-4.1-mini', { api: 'chat' })
  const held = async (): Promise<number> => {
    // Code that is no longer run is let go of only after several collections.
    for (let times = 0; times < 8; times++) collect()
    const before = process.memoryUsage().heapUsed
    const iterators: AsyncIterator<ChatEvent>[] = []
    let text = 0
    for (let stream = 0; stream < open; stream++) {
      const iterator = llm.stream({ model: aim, prompt: 'hold' })[Symbol.asyncIterator]()
      iterators.push(iterator)
      for (let piece = 0; piece < pieces; piece++) {
        const { value } = await iterator.next()
        if (value?.type === 'text-delta') text += value.text.length
      }
    }
    collect()
    const bytes = (process.memoryUsage().heapUsed - before - text) / open
    for (const iterator of iterators) await iterator.return?.()
    return bytes
  }
  // What the first streams leave behind (compiled code, shapes) is not held by a stream.
  await held()
  return held()
}
