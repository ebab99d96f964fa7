import { isLLMError } from '@llmrr/core'
import { finalOf, prepare, run } from '../laws/call.ts'
import { differences, show } from '../laws/compare.ts'
import { piecesOf } from '../laws/units.ts'
import { compareCosts } from './costs.ts'
import { compared, factDifferences, pathDifference, reportedFields } from './differences.ts'
import { asFixture, optionsFor, toRequest } from './intent.ts'
import { isStream } from './recording.ts'
import { foldForm } from './formats/form-fold.ts'
import { formats } from './formats/index.ts'
import { tolerated } from './tolerated.ts'
import type { Provider } from '@llmrr/core'
import type { CostComparison } from './costs.ts'
import type { Format } from './format.ts'
import type { Recording } from './recording.ts'
import type { ReplayTarget } from './intent.ts'
import type { Script } from '../laws/socket.ts'
import type { Tolerated } from './tolerated.ts'

/** What a provider's replay may say beside the defaults. */
export interface ReplayOptions {
  /** What the plugin function is called with. */
  readonly config?: object
  /** Options of the target for recordings of a wire format, such as the API that was spoken. */
  readonly options?: (format: string, recording: Recording) => Readonly<Record<string, unknown>>
  /** Differences of this service's requests that were looked at and are right. */
  readonly tolerated?: readonly Tolerated[]
  /** Recordings that ask for what is no capability here, by file or path, with the reason. */
  readonly outside?: readonly { readonly at: RegExp; readonly why: string }[]
  /** Why a reported cost is not what the catalogue's prices make of the usage, by the model that answered. */
  readonly costs?: readonly { readonly at: RegExp; readonly why: string }[]
}

/** What came of a recording. */
export interface Replay {
  readonly file: string
  /** `outside`: of nothing that the provider can do. */
  readonly outcome: 'passed' | 'failed' | 'outside'
  readonly capability?: string
  readonly format?: string
  readonly why: readonly string[]
  /** Reasons of the differences that were tolerated. */
  readonly tolerated: readonly string[]
  /** Fields that went through the raw hatch. */
  readonly hatched: readonly string[]
  /** Of an answer that says what it cost. */
  readonly cost?: CostComparison
}

/** The format of a recording, by its path; by what its file says of it where none was kept. */
export const formatOf = (recording: Recording, kind: string): Format | undefined =>
  recording.path === 'unrecorded'
    ? formats.find(({ name }) => name === recording.api || name === `openai-${recording.api}`)
    : formats.find((format) => (format.only ?? kind) === kind && format.matches(recording))

/** Replays one recording through a provider. */
export async function replay(recording: Recording, provider: Provider, options: ReplayOptions = {}): Promise<Replay> {
  const { file } = recording
  const none = { file, tolerated: [], hatched: [] }
  const isOutside = options.outside?.find(({ at }) => at.test(file) || at.test(recording.path))
  if (isOutside) return { ...none, outcome: 'outside', why: [isOutside.why] }
  const format = formatOf(recording, provider.kind)
  if (!format)
    return {
      ...none,
      outcome: 'outside',
      why: [`${recording.method} ${withoutIds(recording.path)} is of no capability of the contract`],
    }
  const known = { ...none, capability: format.capability, format: format.name }
  if (!can(provider, format))
    return {
      ...known,
      outcome: 'outside',
      why: [`${provider.id} does not offer ${format.capability}${format.call ? `.${format.call}` : ''}`],
    }
  try {
    return { ...known, ...(await replayed(recording, provider, format, options)) }
  } catch (error) {
    return {
      ...known,
      outcome: 'failed',
      why: [`It could not be replayed: ${error instanceof Error ? error.message : String(error)}`],
    }
  }
}

/** The path with `...` for every id in it. */
const withoutIds = (path: string): string => path.split('?')[0]!.replaceAll(/\/[\w-]*\d[\w-]{8,}/g, '/...')

function can(provider: Provider, format: Format): boolean {
  if (format.capability === 'models') return provider.listModels !== undefined
  const handler = provider[format.capability] as Record<string, unknown> | undefined
  return handler !== undefined && (format.call === undefined || handler[format.call] !== undefined)
}

async function replayed(
  recording: Recording,
  provider: Provider,
  format: Format,
  options: ReplayOptions,
): Promise<Pick<Replay, 'outcome' | 'why' | 'tolerated' | 'hatched' | 'cost'>> {
  const sent = recording.sent as Record<string, unknown> | undefined
  const intent =
    sent || format.call !== undefined || format.capability === 'models'
      ? format.intent(sent ?? {}, recording)
      : { model: format.model?.(recording), request: format.unrecorded }
  const base = options.options?.(format.name, recording) ?? {}
  const { options: own, hatched } = await optionsFor(intent.rest, sent ?? {}, provider, base)
  // The name of an OpenAI deployment stands in the path, whatever the body says; that of a model may.
  const deployment = /\/openai\/deployments\/([^/:]+)\//.exec(recording.path)?.[1]
  const model = deployment ?? intent.model ?? /\/models\/([^/:]+)/.exec(recording.path)?.[1] ?? 'any'
  const target: ReplayTarget = { model, options: own }
  const request = await toRequest(intent, format, provider, { ...target, options: base })
  const streamed = isStream(recording) || intent.stream === true
  const earlier = (format.earlier?.(recording) ?? []).map(asScript)
  const later = (format.later?.(recording) ?? []).map(asScript)
  const play = async (pieces: Script['pieces']) => {
    const recorded: Script = { status: recording.status, headers: recording.headers, pieces }
    const scripts = [...earlier, recorded, ...later]
    const call = prepare(provider, asFixture(format, target, request), scripts, { stream: streamed })
    const begin = format.capability === 'models' ? { ...call, start: () => provider.listModels!(call.context) } : call
    return { call, outcome: await run(begin, 200_000) }
  }
  const { call, outcome } = await play([recording.bytes])
  const why: string[] = []
  const reasons = new Set<string>()
  const socket = call.sockets[earlier.length]
  if (!socket)
    return {
      outcome: 'failed',
      why: [`Nothing was sent: ${String(outcome.error ?? 'no error came')}`],
      tolerated: [],
      hatched,
    }
  if (recording.path !== '' && recording.path !== 'unrecorded')
    why.push(
      ...pathDifference(recording, socket.url, format),
      ...differences(recording.method, socket.method, 'the method'),
    )
  if (sent && typeof socket.body === 'object') {
    const reported = reportedFields(provider, format, call)
    const fold = '_multipart' in sent ? foldForm : (format.fold ?? ((body: Record<string, unknown>) => body))
    for (const found of compared(fold(sent), fold(socket.body as Record<string, unknown>))) {
      const excuse = [...tolerated, ...(options.tolerated ?? [])].find(
        ({ at, when }) => at.test(found.at) && (when?.(found.recorded, found.ours) ?? true),
      )
      const isSaid = found.ours === undefined && reported.has(found.at)
      if (excuse) reasons.add(excuse.why)
      else if (isSaid) reasons.add('left out, and the caller is told so')
      else why.push(`request.${found.at}: recorded ${show(found.recorded)}, ours ${show(found.ours)}`)
    }
  }
  why.push(...factDifferences(format.said(recording), format.told(outcome), recording))
  if (isStream(recording)) {
    for (const size of [7, 1]) {
      const again = await play(piecesOf(recording.bytes, size))
      const [found] = differences(outcome.events, again.outcome.events)
      if (found) why.push(`in pieces of ${size}: ${found}`)
      if (failureOf(again.outcome.error) !== failureOf(outcome.error))
        why.push(
          `in pieces of ${size} it failed with ${failureOf(again.outcome.error)} instead of ${failureOf(outcome.error)}`,
        )
    }
  }
  const final = outcome.error === undefined ? (finalOf(asFixture(format, target, request), outcome) ?? {}) : {}
  const cost = await compareCosts(provider, model, final)
  return {
    outcome: why.length === 0 ? 'passed' : 'failed',
    why,
    tolerated: [...reasons],
    hatched,
    ...(cost && { cost }),
  }
}

const failureOf = (error: unknown): string =>
  isLLMError(error) ? error.code : error === undefined ? 'nothing' : String(error)

const asScript = (body: unknown): Script => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  pieces: [new TextEncoder().encode(JSON.stringify(body))],
})
