import { clients } from './clients.ts'
import { cannedReply, cannedStream } from './canned.ts'
import { networkChunks, streamEvents } from './wire.ts'
const c = clients('http://bench.invalid/v1', cannedReply)
const pick = (n: string, l = c) => l.find((x) => x.name === n)!
const N = 3000
for (const name of ['bare fetch', 'bare ofetch', 'llmrr', 'openai SDK']) {
  const x = pick(name)
  for (let i = 0; i < 3000; i++) await x.text('hi')
  gc!(); const h = process.memoryUsage().heapUsed
  for (let i = 0; i < 500; i++) await x.text('hi')
  const bytes = (process.memoryUsage().heapUsed - h) / 500
  let best = 1e9; for (let r = 0; r < 12; r++) { gc!(); const t = performance.now(); for (let i = 0; i < 500; i++) await x.text('hi'); best = Math.min(best, (performance.now() - t) * 2) }
  console.log(name.padEnd(12), 'bytes/call', bytes.toFixed(0), 'wall best us', best.toFixed(1))
}
for (const size of [undefined, 16384]) for (const name of ['bare fetch', 'llmrr']) {
  const x = pick(name, clients('http://bench.invalid/v1', cannedStream(networkChunks(streamEvents(1000), size))))
  for (let i = 0; i < 10; i++) await x.pieces('hi')
  let best = 1e9; for (let r = 0; r < 15; r++) { gc!(); const t = performance.now(); await x.pieces('hi'); best = Math.min(best, performance.now() - t) }
  console.log('stream', size ?? 'each', name.padEnd(12), 'us/event', best.toFixed(2))
}
