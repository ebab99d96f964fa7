import { createRouter } from '@llmrr/core'
import { createParser } from 'eventsource-parser'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { startServer } from './loopback.ts'
import { interleave } from './rounds.ts'
import { pairedRatio, summarise } from './statistics.ts'
import type { PluginFunction, Provider } from '@llmrr/core'
import type { Summary } from './statistics.ts'

interface Recording {
  readonly api?: string
  readonly features?: readonly string[]
  readonly request: { readonly url: string; readonly body?: { readonly model?: string } | null }
  readonly response: {
    readonly status: number
    readonly headers: Readonly<Record<string, string>>
    readonly body?: unknown
    readonly text?: string
  }
}

const wire = new URL(process.env['LLMRR_WIRE'] ?? '../../../../shared/wire/', import.meta.url)

/** The services whose provider is in the workspace and of which there are recordings. */
export const everyProvider = (): readonly string[] =>
  readdirSync(new URL('../../../packages/', import.meta.url))
    .flatMap((name) => /^provider-(?!kit$)(.+)$/.exec(name)?.[1] ?? [])
    .filter((slug) => existsSync(new URL(`${slug}/`, wire)))

// A job that was recorded at work on a text: what it says when it has ended, since the waiting is not ours. Named as chats are.
function ended(recording: Recording): Recording {
  const { request, response } = recording
  const { output, ...body } = (response.body ?? {}) as { readonly output?: readonly unknown[] }
  if (!request.url.endsWith('/predictions') || response.status !== 201 || !Array.isArray(output)) return recording
  if (output.some((piece) => typeof piece !== 'string' || /^(?:https|data):/.test(piece))) return recording
  const model = /\/models\/(.+)\/predictions$/.exec(request.url)?.[1]
  return {
    request: { url: `${request.url}/chat`, body: { ...(model && { model }) } },
    response: { ...response, status: 200, body: { ...body, output, status: 'succeeded' } },
  }
}

const isChat = ({ request, response }: Recording): boolean =>
  response.status === 200 &&
  /\/(?:chat\/completions|responses|agent|messages|chat|converse)(?:-stream)?(?:\?|$)|:(?:generateContent|streamGenerateContent)(?:\?|$)/.test(
    request.url,
  )

function recordings(slug: string): Recording[] {
  const folder = new URL(`${slug}/`, wire)
  if (!existsSync(folder)) throw new Error(`There are no recordings of ${slug} at ${folder.pathname}; set LLMRR_WIRE.`)
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Recording)
    .map(ended)
    .filter(isChat)
}

const bytesOf = ({ response }: Recording): string => response.text ?? JSON.stringify(response.body)
// One JSON value a line, as Ollama streams.
const isLines = ({ response }: Recording): boolean => /^\{[^\n]*\}\n\{/.test(response.text ?? '')
const isStream = (recording: Recording): boolean =>
  isLines(recording) || /^(?:event|data|:)/m.test(recording.response.text ?? '')
// What is neither (lines of JSON of an older API) is not spoken by the provider.
const isReply = ({ response }: Recording): boolean => response.body !== undefined
const longest = (list: readonly Recording[]): Recording | undefined =>
  list.toSorted((a, b) => bytesOf(b).length - bytesOf(a).length)[0]

/** The cost of one kind of reply through a provider, over bare fetch and parse. */
export interface ProviderFigure {
  readonly kind: 'reply' | 'stream'
  readonly bytes: number
  readonly cpu: Summary
  readonly bareCpu: Summary
  readonly ratio: Summary
  readonly wallRatio: Summary
}

async function parseStream(response: Response): Promise<void> {
  const text = new TextDecoder()
  const parser = createParser({
    onEvent({ data }) {
      if (data !== '[DONE]') JSON.parse(data)
    },
  })
  const reader = response.body!.getReader()
  for (let open = true; open;) {
    const { done, value } = await reader.read()
    open = !done
    if (value) parser.feed(text.decode(value, { stream: true }))
  }
}

async function parseLines(response: Response): Promise<void> {
  const text = new TextDecoder()
  const reader = response.body!.getReader()
  let rest = ''
  for (let open = true; open;) {
    const { done, value } = await reader.read()
    open = !done
    const lines = (rest + text.decode(value, { stream: !done })).split('\n')
    rest = lines.pop()!
    for (const line of lines) if (line !== '') JSON.parse(line)
  }
}

/** The API that a recording was made over, by the end of its path, under the names that providers have for it. */
const apis: readonly (readonly [path: RegExp, api: string])[] = [
  [/\/responses$/, 'responses'],
  [/\/messages$/, 'messages'],
  [/\/api\/chat$/, 'native'],
  [/\/chat\/completions$/, 'chat'],
  [/\/chat\/completions$/, 'openai'],
]

/** Options by which a provider that has several APIs takes the one of the recording. */
async function optionsFor(provider: Provider, { request }: Recording): Promise<Readonly<Record<string, unknown>>> {
  for (const [path, api] of apis) {
    if (!path.test(request.url.split('?')[0]!)) continue
    const checked = await provider.options?.['~standard'].validate?.({ api })
    if (checked && !checked.issues) return { api }
  }
  return {}
}

type Plugin = PluginFunction<[config: { readonly apiKey: string; readonly baseURL: string }]>

/** Replays the longest recorded reply and stream of a service over loopback, through its provider and through bare fetch and parse. */
export async function measureProvider(slug: string, rounds: number): Promise<readonly ProviderFigure[]> {
  const { default: plugin } = (await import(`../../../packages/provider-${slug}/src/index.ts`)) as { default: Plugin }
  const all = recordings(slug)
  const figures: ProviderFigure[] = []
  for (const kind of ['reply', 'stream'] as const) {
    const recording = longest(all.filter(kind === 'stream' ? isStream : isReply))
    if (!recording) continue
    const bytes = bytesOf(recording)
    const lines = isLines(recording)
    const pieces = kind === 'stream' ? bytes.split(lines ? /(?<=\n)/ : /(?<=\r?\n\r?\n)/) : [bytes]
    const type =
      recording.response.headers['content-type'] ??
      (kind === 'reply' ? 'application/json' : lines ? 'application/x-ndjson' : 'text/event-stream')
    const server = await startServer({ [kind === 'stream' ? 'streamed' : 'reply']: { type, pieces } })
    try {
      const provider = plugin({ apiKey: 'bench-key', baseURL: server.baseURL })
      const llm = createRouter({ use: [provider] })
      const request = {
        model: {
          provider: provider.id,
          model: recording.request.body?.model ?? provider.defaultModel!,
          options: await optionsFor(provider, recording),
        },
        prompt: 'Why does a router pay for itself?',
      }
      const body = JSON.stringify({ model: 'x', messages: [{ role: 'user', content: request.prompt }] })
      const bare = async (): Promise<void> => {
        const response = await fetch(server.baseURL, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body,
        })
        if (kind === 'stream') await (lines ? parseLines : parseStream)(response)
        else JSON.parse(await response.text())
      }
      const ours = async (): Promise<void> => {
        if (kind === 'reply') await llm.chat(request)
        else for await (const _ of llm.stream(request));
      }
      const repeat = (run: () => Promise<void>) => async (units: number) => {
        for (let unit = 0; unit < units; unit++) await run()
      }
      const units = kind === 'stream' ? Math.max(5, Math.ceil(4000 / pieces.length)) : 100
      const measured = await interleave(
        [
          { name: 'bare', run: repeat(bare) },
          { name: 'llmrr', run: repeat(ours) },
        ],
        rounds,
        units,
      )
      const [base, routed] = [measured.get('bare')!, measured.get('llmrr')!]
      figures.push({
        kind,
        bytes: bytes.length,
        cpu: summarise(routed.cpu),
        bareCpu: summarise(base.cpu),
        ratio: pairedRatio(routed.cpu, base.cpu),
        wallRatio: pairedRatio(routed.wall, base.wall),
      })
    } finally {
      server.stop()
    }
  }
  return figures
}
