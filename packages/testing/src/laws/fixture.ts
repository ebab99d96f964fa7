import { framesOf } from '../event-stream.ts'
import type { CapabilityName, ErrorCode } from '@llmrr/core'

/** One HTTP exchange of a fixture: what must be sent, and the bytes that answer it, as a stream or in one piece. */
export interface Exchange {
  readonly sent?: Sent
  readonly stream?: Reply
  readonly reply?: Reply
}

/** What the service must have been sent. */
export interface Sent {
  readonly method: string
  /** Path and query, as they end the URL. */
  readonly path: string
  /** Headers that must be there. `$KEY` stands for the planted credential. */
  readonly headers: Readonly<Record<string, string>>
  /** The whole JSON body (a form: its fields; a file as `{ name, mediaType, bytes }`). Absent: there is none. */
  readonly body?: unknown
}

/** An answer, byte for byte. */
export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** What the error must say. `code` always; other fields where the fixture names them. */
export interface ExpectedError {
  readonly code: ErrorCode
  readonly [field: string]: unknown
}

/** One idea of a service's behaviour, read from a `.fixture` file. The format stands in the README. */
export interface Fixture {
  readonly name: string
  readonly capability: CapabilityName
  /** Operation of a job or of files: `submit`, `poll`, `put`, ... */
  readonly call?: string
  readonly model: string
  readonly options?: Readonly<Record<string, unknown>>
  readonly request: unknown
  readonly exchanges: readonly Exchange[]
  readonly result?: Readonly<Record<string, unknown>>
  readonly error?: ExpectedError
  /** The unit that a service puts into a stream when it fails in the middle; `error` says what it means. */
  readonly inBand?: string
  /** Body that the turn after this answer must send. */
  readonly next?: unknown
  /** Text by which the stream's terminal unit is known. Absent: its last unit that is not `[DONE]`. */
  readonly terminal?: string
  /** Tokens of the whole exchange as the service counts them. */
  readonly total?: number
  /** Milliseconds that the service takes before the unit of that number. */
  readonly pauses?: Readonly<Record<string, number>>
}

/** The settings of a fixture, in its `case` section. */
type Case = Pick<Fixture, 'capability' | 'call' | 'model' | 'options' | 'terminal' | 'total' | 'pauses'>

const marker = /^--- (\w[\w-]*)$/gm

/**
 * Reads the text of a fixture. What stands before the first section is its description.
 *
 * @throws Error that names the fixture and the section, for a section that is unknown or is not JSON.
 */
export function parseFixture(name: string, text: string): Fixture {
  const found = [...text.matchAll(marker)]
  const sections = found.map((match, at) => ({
    kind: match[1]!,
    text: text.slice(match.index + match[0].length + 1, found[at + 1]?.index ?? text.length),
  }))
  const json = (kind: string): unknown => {
    const section = sections.find((one) => one.kind === kind)
    return section && parseJson(section.text, `${name}: section "${kind}"`)
  }
  const exchanges: Exchange[] = []
  for (const { kind, text: body } of sections) {
    const where = `${name}: section "${kind}"`
    if (kind === 'sent') exchanges.push({ sent: parseSent(body, where) })
    else if (kind === 'stream' || kind === 'reply') {
      const last = exchanges.pop() ?? {}
      // A second answer of one kind, without a request to check before it, is an exchange of its own.
      if (last[kind]) exchanges.push(last, { [kind]: parseReply(body, where) })
      else exchanges.push({ ...last, [kind]: parseReply(body, where) })
    } else if (!known.has(kind))
      throw new Error(`${where} is not known; there are sent, stream, reply, ${[...known].join(', ')}.`)
  }
  const settings = (json('case') ?? {}) as Partial<Case>
  const result = json('result') as Fixture['result']
  const error = json('error') as ExpectedError | undefined
  const inBand = sections.find((one) => one.kind === 'in-band')?.text
  const next = json('next')
  return {
    ...settings,
    name,
    capability: settings.capability ?? 'chat',
    model: settings.model ?? 'test-model',
    request: json('request') ?? {},
    exchanges,
    ...(result && { result }),
    ...(error && { error }),
    ...(inBand !== undefined && { inBand }),
    ...(next !== undefined && { next }),
  }
}

const known = new Set(['case', 'request', 'result', 'error', 'in-band', 'next'])

function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Error(`${where} is not JSON.`, { cause })
  }
}

/** Cuts `first line, headers, blank line, rest`, the shape of HTTP. */
function parseHead(text: string): { first: string; headers: Record<string, string>; rest: string } {
  const end = text.indexOf('\n\n')
  const head = (end < 0 ? text.trimEnd() : text.slice(0, end)).split('\n')
  const headers: Record<string, string> = {}
  for (const line of head.slice(1)) {
    const colon = line.indexOf(':')
    headers[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim()
  }
  return { first: head[0]!, headers, rest: end < 0 ? '' : text.slice(end + 2) }
}

function parseSent(text: string, where: string): Sent {
  const { first, headers, rest } = parseHead(text)
  const [method, path] = first.split(' ')
  if (!method || !path) throw new Error(`${where} begins with ${JSON.stringify(first)}, not with a method and a path.`)
  return { method, path, headers, ...(rest.trim() !== '' && { body: parseJson(rest, where) }) }
}

function parseReply(text: string, where: string): Reply {
  const { first, headers, rest } = parseHead(text)
  const [status, encoding] = first.split(' ')
  if (!/^\d{3}$/.test(status!)) throw new Error(`${where} begins with ${JSON.stringify(first)}, not with a status.`)
  const isFrames = headers['content-type']?.includes('amazon.eventstream') ?? false
  const bytes =
    encoding === 'base64'
      ? Uint8Array.from(Buffer.from(rest, 'base64'))
      : isFrames
        ? framesOf(rest)
        : new TextEncoder().encode(rest)
  return { status: Number(status), headers, bytes }
}
