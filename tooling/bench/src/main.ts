import { spawnSync } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { budgetTable, columns, contenders } from './print.ts'
import { holds } from './budgets.ts'
import { cannedReply, cannedStream } from './canned.ts'
import { clients } from './clients.ts'
import { measureDecisions } from './decisions.ts'
import { measureImports } from './imports.ts'
import { startServer } from './loopback.ts'
import { heapPerStream } from './memory.ts'
import { everyProvider, measureProvider } from './provider.ts'
import { measureReplies, measureStreams } from './replies.ts'
import { measureSizes } from './sizes.ts'
import { pairedRatio, summarise } from './statistics.ts'
import { networkChunks, reply, streamEvents } from './wire.ts'
import type { Budget } from './budgets.ts'
import type { Measured } from './rounds.ts'

const usage = `pnpm bench                     everything (some four minutes)
pnpm bench --quick             fewer rounds
pnpm bench --provider <slug>   a recording through one provider against bare fetch and parse; may be repeated
pnpm bench --provider all      the same for every provider
`

/** The services whose wire or credentials are heavy. */
const heavy = ['bedrock', 'vertex', 'google', 'azure-openai', 'replicate', 'cohere'] as const

const report = new URL('../../../.cache/', import.meta.url)

async function save(name: string, figures: unknown): Promise<void> {
  await mkdir(report, { recursive: true })
  await writeFile(new URL(`${name}.json`, report), `${JSON.stringify(figures, null, 2)}\n`)
}

const ratio = (results: ReadonlyMap<string, Measured>, one: string, other: string, what: keyof Measured): number =>
  pairedRatio(results.get(one)![what], results.get(other)![what]).median

async function providers(slugs: readonly string[], rounds: number): Promise<boolean> {
  const rows: string[][] = [['', 'bytes', 'bare us', 'llmrr us', 'x bare', 'wall x']]
  const all: Record<string, unknown> = {}
  let good = true
  for (const slug of slugs) {
    const figures = await measureProvider(slug, rounds)
    all[slug] = figures
    for (const { kind, bytes, cpu, bareCpu, ratio: times, wallRatio } of figures) {
      good &&= times.median <= 2
      rows.push([
        `${slug} ${kind}`,
        String(bytes),
        bareCpu.median.toFixed(1),
        cpu.median.toFixed(1),
        `${times.median.toFixed(2)}${times.median <= 2 ? '' : ' OVER 2'}`,
        wallRatio.median.toFixed(2),
      ])
    }
  }
  process.stdout.write(columns(rows))
  await save('bench-providers', all)
  return good
}

async function everything(rounds: number): Promise<boolean> {
  const out = (text: string): void => void process.stdout.write(text)
  const pieces = 1000
  const events = streamEvents(pieces)
  const at = 'http://bench.invalid/v1'

  const inProcess = await measureReplies(clients(at, cannedReply), rounds, 200)
  out(contenders('Whole replies, in process (no sockets)', inProcess, 'call'))
  const perEvent = await measureStreams(clients(at, cannedStream(networkChunks(events))), rounds, 4, pieces)
  out(contenders('Streams, in process, one event a network chunk', perEvent, 'event', 2))
  const gathered = await measureStreams(clients(at, cannedStream(networkChunks(events, 16_384))), rounds, 4, pieces)
  out(contenders('Streams, in process, network chunks of 16 KiB', gathered, 'event', 2))

  const server = await startServer({
    reply: { type: 'application/json', pieces: [reply] },
    streamed: { type: 'text/event-stream', pieces: streamEvents(300) },
  })
  let overLoopback: Map<string, Measured>
  try {
    const fetch = (input: string | URL | Request, init?: RequestInit) => globalThis.fetch(input, init)
    overLoopback = await measureReplies(clients(server.baseURL, fetch), rounds, 100)
    out(contenders('Whole replies, over loopback', overLoopback, 'call'))
    out(
      contenders(
        'Streams of 300 events, over loopback',
        await measureStreams(clients(server.baseURL, fetch), rounds, 4, 300),
        'event',
        2,
      ),
    )
  } finally {
    server.stop()
  }

  const decisions = await measureDecisions([10, 1000], rounds)
  out(
    `\nRouting decisions\n${columns([['', 'targets', 'us'], ...decisions.map(({ name, count, us }) => [name, String(count), us.median.toFixed(2)])])}`,
  )
  const slowest = (count: number): number =>
    Math.max(...decisions.filter((one) => one.count === count).map(({ us }) => us.median))

  const [short, long] = [await heapPerStream(100), await heapPerStream(2000)]
  out(
    `\nHeap held by an open stream, beside its text: ${Math.round(short)} bytes after 100 events, ${Math.round(long)} after 2,000\n`,
  )

  const sizes = await measureSizes()
  out(
    `\nSizes, minified and gzipped\n${columns([['', 'bytes'], ...Object.entries(sizes).map(([name, bytes]) => [name, String(bytes)])])}`,
  )
  const { imports, firstCall } = await measureImports(Math.max(5, Math.ceil(rounds / 2)))
  out(
    `\nCold import, bundled, CPU\n${columns([['', 'ms'], ...Object.entries(imports).map(([name, { median }]) => [name, median.toFixed(1)]), ['first call after it (with ofetch)', firstCall.median.toFixed(1)]])}`,
  )
  const empty = imports['an empty module']!.median

  const budgets: Budget[] = [
    { name: 'core, gzipped', limit: 8192, unit: 'bytes', measured: sizes['core (createRouter)']! },
    {
      name: 'core + kit + one compatible provider, gzipped',
      limit: 16_384,
      unit: 'bytes',
      measured: sizes['core + kit + groq, without its models']!,
    },
    {
      name: 'cold import of core over an empty module',
      limit: 5,
      unit: 'ms CPU',
      measured: imports['@llmrr/core']!.median - empty,
    },
    {
      name: 'cold import of core + provider',
      limit: 5,
      unit: 'ms CPU',
      measured: imports['core + provider-openai']!.median - empty,
    },
    ...heavy.map((slug) => ({
      name: `cold import of provider-${slug} over provider-openai`,
      limit: 3,
      unit: 'ms CPU',
      measured: imports[`core + provider-${slug}`]!.median - imports['core + provider-openai']!.median,
    })),
    {
      name: 'reply over loopback, CPU, to bare fetch',
      limit: 1.35,
      unit: 'x',
      measured: ratio(overLoopback, 'llmrr', 'bare fetch', 'cpu'),
    },
    {
      name: 'reply over loopback, CPU, to bare ofetch',
      limit: 1.25,
      unit: 'x',
      measured: ratio(overLoopback, 'llmrr', 'bare ofetch', 'cpu'),
    },
    {
      name: 'reply over loopback, CPU, to the openai SDK',
      limit: 1,
      unit: 'x',
      measured: ratio(overLoopback, 'llmrr', 'openai SDK', 'cpu'),
    },
    {
      name: 'reply over loopback, CPU, to ai',
      limit: 1,
      unit: 'x',
      measured: ratio(overLoopback, 'llmrr', 'ai', 'cpu'),
    },
    {
      name: 'reply over loopback, wall, to bare fetch',
      limit: 1.2,
      unit: 'x',
      measured: ratio(overLoopback, 'llmrr', 'bare fetch', 'wall'),
    },
    {
      name: 'stream, one event a chunk, CPU, to bare parser',
      limit: 1.6,
      unit: 'x',
      measured: ratio(perEvent, 'llmrr', 'bare fetch', 'cpu'),
    },
    {
      name: 'stream, 16 KiB chunks, CPU, to bare parser',
      limit: 2,
      unit: 'x',
      measured: ratio(gathered, 'llmrr', 'bare fetch', 'cpu'),
    },
    {
      name: 'events per second, to ai streamText',
      limit: 6,
      unit: 'x',
      least: true,
      measured: ratio(gathered, 'ai', 'llmrr', 'wall'),
    },
    {
      name: 'heap of a stream beside its text, 2,000 to 100 events',
      limit: 1.5,
      unit: 'x',
      measured: long / Math.max(short, 1),
    },
    { name: 'routing decision over 10 targets', limit: 5, unit: 'us', measured: slowest(10) },
    { name: 'routing decision over 1,000 targets', limit: 200, unit: 'us', measured: slowest(1000) },
  ]
  out(budgetTable(budgets))
  const summary = (results: ReadonlyMap<string, Measured>) =>
    Object.fromEntries(
      [...results].map(([name, { cpu, wall }]) => [name, { cpu: summarise(cpu), wall: summarise(wall) }]),
    )
  await save('bench', {
    date: new Date().toISOString().slice(0, 10),
    node: process.version,
    budgets: budgets.map((budget) => ({ ...budget, holds: holds(budget) })),
    sizes,
    imports,
    firstCall,
    replies: { inProcess: summary(inProcess), loopback: summary(overLoopback) },
    streams: { perEvent: summary(perEvent), gathered: summary(gathered) },
    decisions,
  })
  return budgets.every(holds)
}

if (!('gc' in globalThis)) {
  const { status } = spawnSync(process.execPath, ['--expose-gc', ...process.argv.slice(1)], { stdio: 'inherit' })
  process.exit(status ?? 1)
}
const { values } = parseArgs({
  options: { provider: { type: 'string', multiple: true }, quick: { type: 'boolean' }, help: { type: 'boolean' } },
})
const rounds = values.quick ? 7 : 21
if (values.help) process.stdout.write(usage)
else if (
  !(await (values.provider
    ? providers(values.provider.includes('all') ? everyProvider() : values.provider, rounds)
    : everything(rounds)))
)
  process.exitCode = 1
