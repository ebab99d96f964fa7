import { isLLMError } from '@llmrr/core'
import { finalOf, prepare, run } from '../laws/call.ts'
import { differences, show } from '../laws/compare.ts'
import { piecesOf } from '../laws/units.ts'
import { asFixture, optionsFor, toRequest } from './intent.ts'
import { answerJson, isStream, pathOf } from './recording.ts'
import { formats } from './formats/index.ts'
import { compareCosts } from './costs.ts'
import { foldForm } from './fold.ts'
import { tolerated } from './tolerated.ts'
import type { Provider } from '@llmrr/core'
import type { CostComparison } from './costs.ts'
import type { Codes, Facts, Format } from './format.ts'
import type { Call } from '../laws/call.ts'
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

const spelled: Readonly<Record<string, string>> = {
  maxOutputTokens: 'max_tokens',
  output: 'response_format',
  reasoning: 'reasoning_effort',
  stop: 'stop',
}
const snake = (name: string): string =>
  spelled[name] ?? name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** Wire fields of what the caller is told that this model does not take: by a warning, or by core because it is not understood. */
function reportedFields(provider: Provider, format: Format, call: Call): ReadonlySet<string> {
  const handler = provider[format.capability as 'chat']
  const params = typeof handler?.params === 'function' ? handler.params(call.context.target) : handler?.params
  const fields = [
    'maxOutputTokens',
    'temperature',
    'topP',
    'topK',
    'stop',
    'seed',
    'frequencyPenalty',
    'presencePenalty',
    'parallelToolCalls',
    'reasoning',
    'user',
    'metadata',
    'serviceTier',
    'logprobs',
  ]
  const unknown = params ? fields.filter((field) => !params.includes(field)) : []
  const said = [...unknown, ...call.warnings.map(({ field }) => field.split('.')[0]!)]
  return new Set([
    ...said.map(snake),
    ...(said.includes('stop') ? ['stop', 'stop_sequences'] : []),
    ...(said.includes('maxOutputTokens') ? ['max_completion_tokens'] : []),
    ...(said.includes('logprobs') ? ['top_logprobs'] : []),
  ])
}

const failureOf = (error: unknown): string =>
  isLLMError(error) ? error.code : error === undefined ? 'nothing' : String(error)

const asScript = (body: unknown): Script => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  pieces: [new TextEncoder().encode(JSON.stringify(body))],
})

/** Recorders keep more or less of what stands before a path; what both have must agree. */
function pathDifference(recording: Recording, url: string, { moved = (path) => path }: Format): readonly string[] {
  const ours = decodeURIComponent(new URL(url).pathname)
  const recorded = decodeURIComponent(pathOf(recording))
  const isSame = (path: string): boolean => ours.endsWith(path) || path.endsWith(ours)
  return isSame(recorded) || isSame(moved(recorded)) ? [] : [`path: recorded ${recorded}, ours ${ours}`]
}

/** Where two bodies differ. Fields that are `null` or absent are the same. */
function compared(
  recorded: unknown,
  ours: unknown,
  at = '',
): readonly { at: string; recorded: unknown; ours: unknown }[] {
  if (Object.is(recorded ?? undefined, ours ?? undefined)) return []
  if (isBag(recorded) && isBag(ours) && Array.isArray(recorded) === Array.isArray(ours)) {
    const keys = new Set([...Object.keys(recorded), ...Object.keys(ours)])
    return [...keys].flatMap((key) =>
      compared(recorded[key], ours[key], Array.isArray(recorded) ? `${at}[${key}]` : at ? `${at}.${key}` : key),
    )
  }
  return [{ at, recorded, ours }]
}

const isBag = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

const squeezed = (text: unknown): unknown => (typeof text === 'string' ? text.replaceAll(/\s+/g, ' ').trim() : text)

/** A model that thinks aloud: what stands in `<think>` is reasoning, whether the adapter takes it out or leaves it in. */
function thoughtApart(facts: Facts): Facts {
  const found = typeof facts['text'] === 'string' ? /^\s*<think>([\s\S]*?)(?:<\/think>\s*|$)/.exec(facts['text']) : null
  return found
    ? {
        ...facts,
        text: (facts['text'] as string).slice(found[0].length),
        reasoning: `${facts['reasoning'] ?? ''}${found[1]}`,
      }
    : facts
}

/** Calls of tools whose input only the adapter has words for are compared by their names. */
function asFarAsSaid(said: unknown, told: unknown): unknown {
  const calls = told as readonly { name: string; input?: unknown }[]
  return Array.isArray(said) && Array.isArray(calls)
    ? calls.map((call, at) => ('input' in ((said as object[])[at] ?? { input: 0 }) ? call : { name: call.name }))
    : told
}

const requestIdHeaders = ['x-request-id', 'request-id', 'x-debug-trace-id']

function factDifferences(recorded: Facts, ours: Facts, recording: Recording): readonly string[] {
  const said = thoughtApart(recorded)
  const told = thoughtApart(ours)
  const { failed, reasoning, total, ...plain } = said
  const requestId = requestIdHeaders.map((name) => recording.headers[name]).find((id) => id !== undefined)
  const idDiffers =
    requestId !== undefined && 'requestId' in told && told['requestId'] !== undefined
      ? differences(requestId, told['requestId'], 'requestId')
      : []
  if (failed !== undefined) {
    const code = told['failed'] as string | undefined
    const isMeant = (failed as Codes).includes(code as never)
    const isStatus = recording.status < 400 || told['status'] === recording.status
    return [
      ...(isMeant ? [] : [`error: the service means ${(failed as Codes).join(' or ')}, ours is ${code ?? 'no error'}`]),
      ...(isStatus ? [] : [`error status: ${recording.status} was recorded, ours is ${show(told['status'])}`]),
      ...(requestId === undefined || told['requestId'] === answerJson(recording)?.['request_id']
        ? []
        : differences(requestId, told['requestId'], 'requestId')),
    ]
  }
  if (told['failed'] !== undefined) return [`it failed with ${told['failed']}`]
  return [
    ...Object.entries(plain).flatMap(([name, value]) =>
      value === undefined
        ? []
        : differences(value, name === 'toolCalls' ? asFarAsSaid(value, told[name]) : told[name], name),
    ),
    ...(reasoning === undefined ? [] : differences(squeezed(reasoning), squeezed(told['reasoning']), 'reasoning')),
    ...(total === undefined ? [] : differences(total, told['total'], 'usage total')),
    ...(requestId !== undefined && 'text' in plain && 'toolCalls' in plain
      ? differences(requestId, told['requestId'], 'requestId')
      : idDiffers),
  ]
}
