import { differences, show } from '../laws/compare.ts'
import { answerJson, pathOf } from './recording.ts'
import type { Provider } from '@llmrr/core'
import type { Codes, Facts, Format } from './format.ts'
import type { Call } from '../laws/call.ts'
import type { Recording } from './recording.ts'

const spelled: Readonly<Record<string, string>> = {
  maxOutputTokens: 'max_tokens',
  output: 'response_format',
  reasoning: 'reasoning_effort',
  stop: 'stop',
}
const snake = (name: string): string =>
  spelled[name] ?? name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** Wire fields of what the caller is told that this model does not take: by a warning, or by core because it is not understood. */
export function reportedFields(provider: Provider, format: Format, call: Call): ReadonlySet<string> {
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

/** Recorders keep more or less of what stands before a path; what both have must agree. */
export function pathDifference(
  recording: Recording,
  url: string,
  { moved = (path) => path }: Format,
): readonly string[] {
  const ours = decodeURIComponent(new URL(url).pathname)
  const recorded = decodeURIComponent(pathOf(recording))
  const isSame = (path: string): boolean => ours.endsWith(path) || path.endsWith(ours)
  return isSame(recorded) || isSame(moved(recorded)) ? [] : [`path: recorded ${recorded}, ours ${ours}`]
}

/** Where two bodies differ. Fields that are `null` or absent are the same. */
export function compared(
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

/** Where what our answer says is not what the recorded one says. */
export function factDifferences(recorded: Facts, ours: Facts, recording: Recording): readonly string[] {
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
