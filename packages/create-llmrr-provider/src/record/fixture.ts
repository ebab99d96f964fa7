import { credentialHeaders, keptHeaders, scrub, secretsOf } from './scrub.ts'
import type { Exchange } from './recording-fetch.ts'

/** The sections of a fixture that a recording needs. */
export interface Source {
  readonly settings: Readonly<Record<string, unknown>> & {
    readonly capability?: string
    readonly call?: string
    readonly model?: string
    readonly options?: object
    readonly terminal?: string
  }
  /** The text of `request`, as it stands. */
  readonly request: string
  /** Whether it shows a failure, and so is no question to be asked. */
  readonly fails: boolean
}

/** Reads what is to be asked from the text of a fixture. */
export function readSource(text: string): Source | undefined {
  const sections = new Map(
    text
      .split(/^--- (?=\w)/m)
      .slice(1)
      .map((section) => {
        const end = section.indexOf('\n')
        return [section.slice(0, end).trim(), section.slice(end + 1)] as const
      }),
  )
  const request = sections.get('request')
  if (request === undefined) return undefined
  const settings = JSON.parse(sections.get('case') ?? '{}') as Source['settings']
  return { settings, request: request.trim(), fails: sections.has('error') || sections.has('in-band') }
}

/** What a recording says beside its exchanges. */
export interface Told {
  readonly description: string
  readonly source: Source
  readonly exchanges: readonly Exchange[]
  readonly key: string
  readonly secrets: readonly string[]
  /** Path of the base URL where it came from the environment: it may hold the name of an account. */
  readonly base: string | undefined
  /** What the call threw. */
  readonly error?: { readonly code: string; readonly rawCode?: string }
}

/** The text of a fixture. Everything in it that the service sent has been scrubbed. */
export function writeFixture({ description, source, exchanges, key, secrets, base, error }: Told): string {
  const own = exchanges.flatMap(({ sentHeaders, headers }) => secretsOf(sentHeaders, headers))
  const all = [key, ...secrets, ...own]
  const bodies = exchanges.map((exchange) => ({ exchange, ...bodyOf(exchange, all) }))
  const { total: _, pauses: __, terminal, ...settings } = source.settings
  const isKept = terminal !== undefined && bodies.some(({ text }) => text.includes(terminal as string))
  const sections = [
    `--- case\n${JSON.stringify({ ...settings, ...(isKept && { terminal }) })}`,
    `--- request\n${source.request}`,
    ...bodies.flatMap(({ exchange, kind, mark, text }) => [
      // A form has a boundary of its own in each request, and is not held to.
      ...(error || exchange.sent.kind === 'form' ? [] : [sentOf(exchange, key, base, all)]),
      `--- ${kind}\n${exchange.status}${mark}\n${lines(keptHeaders(exchange.headers))}\n${text.trimEnd()}\n`,
    ]),
    ...(error ? [`--- error\n${JSON.stringify(error)}`] : []),
  ]
  return `${description}\n\n${sections.join('\n')}\n`
}

const lines = (headers: readonly (readonly [string, string])[]): string =>
  headers.map(([name, value]) => `${name}: ${value}\n`).join('')

function bodyOf({ headers, bytes }: Exchange, secrets: readonly string[]) {
  const type = headers.get('content-type') ?? ''
  const kind = /event-stream|ndjson|jsonl/.test(type) ? 'stream' : 'reply'
  const isText = /json|text|event-stream|xml|^$/.test(type)
  return isText
    ? { kind, mark: '', text: scrub(new TextDecoder().decode(bytes), secrets) }
    : { kind, mark: ' base64', text: Buffer.from(bytes).toString('base64') }
}

function sentOf(exchange: Exchange, key: string, base: string | undefined, secrets: readonly string[]): string {
  const { pathname, search } = new URL(exchange.url)
  const path = base !== undefined && pathname.startsWith(base) ? pathname.slice(base.length) : pathname
  const head = `--- sent\n${exchange.method} ${scrub(path + search, secrets)}\n`
  const headers = lines(credentialHeaders(exchange.sentHeaders, key))
  return exchange.sent.kind === 'text' ? `${head}${headers}\n${exchange.sent.text}` : `${head}${headers}`.trimEnd()
}
