import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { crc32 } from 'node:zlib'
import { cutFrames, decodeFrame } from '../event-stream.ts'

/** A real exchange with a service, as it was recorded. */
export interface Recording {
  readonly file: string
  readonly method: string
  /** Path and query; a host and placeholders before them are cut off. `unrecorded`: only the answer was kept. */
  readonly path: string
  readonly requestHeaders: Readonly<Record<string, string>>
  /** JSON, a form as `{ _multipart: [...] }`, or `undefined`: not recorded. */
  readonly sent: unknown
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly bytes: Uint8Array<ArrayBuffer>
  /** Media or long texts were shortened when it was kept. */
  readonly trimmed: boolean
  /** The API that was spoken, as the recording's file has it. */
  readonly api?: string
}

interface RecordingFile {
  readonly api?: string
  readonly trimmed?: boolean
  readonly trimmed_parts?: boolean
  readonly request: {
    readonly method?: string
    readonly url?: string
    readonly headers?: Record<string, string>
    readonly body?: unknown
    readonly trimmed?: boolean
  } | null
  readonly response: {
    readonly status?: number | null
    readonly headers?: Record<string, string>
    readonly body?: unknown
    readonly text?: string
    readonly base64?: string
    readonly trimmed?: boolean
  }
}

/**
 * The folder of all recordings: `LLMRR_WIRE`, else `../shared/wire` beside the workspace. `undefined` where there is none.
 */
export function wireFolder(from = process.cwd()): string | undefined {
  const named = process.env['LLMRR_WIRE']
  if (named) return existsSync(named) ? resolve(named) : undefined
  for (let folder = from; folder !== dirname(folder); folder = dirname(folder)) {
    const beside = join(folder, '../shared/wire')
    if (existsSync(join(folder, 'pnpm-workspace.yaml'))) return existsSync(beside) ? beside : undefined
  }
  return undefined
}

/** The recordings of a service, by file name. Files that are no recordings (a README) are passed over. */
export function recordingsOf(folder: string, service: string): readonly Recording[] {
  const at = join(folder, service)
  if (!existsSync(at)) return []
  return readdirSync(at)
    .filter((file) => file.endsWith('.json'))
    .toSorted()
    .map((file) => readRecording(file, JSON.parse(readFileSync(join(at, file), 'utf8')) as RecordingFile))
}

/** What a recorder has changed in headers that a client would read. */
const droppedHeaders = new Set(['content-encoding', 'content-length', 'transfer-encoding', 'connection', 'set-cookie'])

function readRecording(file: string, { request, response, ...whole }: RecordingFile): Recording {
  const headers = Object.fromEntries(
    Object.entries(response.headers ?? {}).filter(([name]) => !droppedHeaders.has(name.toLowerCase())),
  )
  const bytes =
    response.base64 !== undefined
      ? Uint8Array.from(Buffer.from(response.base64, 'base64'))
      : new TextEncoder().encode(
          response.text ??
            (response.body === undefined || response.body === null
              ? ''
              : typeof response.body === 'string'
                ? response.body
                : JSON.stringify(response.body)),
        )
  const isStream = response.text !== undefined && /^(?::|data:|event:|\s*data:)/.test(response.text)
  const isLines = response.text !== undefined && /^\{[^\n]*\}\n\{/.test(response.text)
  const type = isStream
    ? 'text/event-stream'
    : isLines
      ? 'application/x-ndjson'
      : response.body === undefined
        ? 'application/octet-stream'
        : 'application/json'
  return {
    file,
    method: request?.method ?? 'POST',
    path: (request?.url ?? '').replace(/^(?:https?:\/\/[^/]+|<[^>]*>)/, ''),
    requestHeaders: request?.headers ?? {},
    sent: sentBody(request?.body),
    status: response.status ?? 200,
    headers: { ...(bytes.length > 0 && { 'content-type': type }), ...headers },
    bytes,
    ...(whole.api !== undefined && { api: whole.api }),
    trimmed: [whole.trimmed, whole.trimmed_parts, request?.trimmed, response.trimmed].some(Boolean),
  }
}

/** A body as it was sent. What a recorder could not write down is not recorded. */
function sentBody(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || '_fixture_body' in body) return undefined
  // Two spellings of a form.
  return 'multipart_fields' in body ? { _multipart: body.multipart_fields } : body
}

/** The path of a recording, without its query. */
export const pathOf = ({ path }: Recording): string => path.split('?')[0]!

/** The text of a recorded answer. */
export const answerText = (recording: Recording): string => new TextDecoder().decode(recording.bytes)

/** The JSON of a recorded answer; `undefined` when it is none. */
export function answerJson(recording: Recording): Record<string, unknown> | undefined {
  try {
    return JSON.parse(answerText(recording)) as Record<string, unknown>
  } catch {
    return undefined // A stream, bytes or plain text.
  }
}

/** Whether the answer is frames of an AWS event stream: the third number is a checksum of the first two. */
function isFrames({ bytes }: Recording): boolean {
  if (bytes.length < 16) return false
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return view.getUint32(8) === crc32(bytes.subarray(0, 8))
}

/** The JSON in the frames of a recorded stream: the vendor's own event, or AWS's under its name. */
const frameUnits = ({ bytes }: Recording): readonly Record<string, unknown>[] =>
  cutFrames(bytes).map((frame) => {
    const { headers, payload } = decodeFrame(frame)
    const name = headers[':event-type'] ?? headers[':exception-type'] ?? 'error'
    const content = JSON.parse(payload || '{}') as { bytes?: string }
    return name === 'chunk'
      ? (JSON.parse(Buffer.from(content.bytes!, 'base64').toString()) as Record<string, unknown>)
      : { [name]: content }
  })

/** Lines of JSON, one each. */
const isLines = ({ headers }: Recording): boolean => /ndjson|jsonl/.test(headers['content-type'] ?? '')

/** The JSON units of a recorded stream, read without the kit: frames, lines, or blocks between blank lines, their `data` lines joined. */
export function streamUnits(recording: Recording): readonly Record<string, unknown>[] {
  if (isFrames(recording)) return frameUnits(recording)
  if (isLines(recording))
    return answerText(recording)
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
  return answerText(recording)
    .split(/\r?\n\r?\n/)
    .map((block) =>
      block
        .split(/\r?\n/)
        .filter((line) => line.startsWith('data:'))
        .map((line) => line.slice(5).trim())
        .join('\n'),
    )
    .filter((data) => data !== '' && data !== '[DONE]')
    .map((data) => JSON.parse(data) as Record<string, unknown>)
}

/** Whether the answer is a stream of events. */
export const isStream = (recording: Recording): boolean =>
  isFrames(recording) || isLines(recording) || /^\s*(?::|data:|event:)/.test(answerText(recording).slice(0, 64))
