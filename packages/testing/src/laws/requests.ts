import { differences, show } from './compare.ts'
import { plantedKey, prepare, run } from './call.ts'
import { isPlainChat, lastExchange, scripts } from './law.ts'
import type { Sent } from './fixture.ts'
import type { Law } from './law.ts'
import type { Socket } from './socket.ts'

/** How a request differs from what must be sent. */
function sentDifferences(sent: Sent, socket: Socket | undefined, at: number): readonly string[] {
  if (!socket) return [`Request ${at + 1} was not sent.`]
  const url = new URL(socket.url)
  const path = url.pathname + url.search
  return [
    ...differences(sent.method, socket.method, 'the method'),
    ...(path.endsWith(sent.path) ? [] : [`the path is ${path} instead of ${sent.path}`]),
    ...Object.entries(sent.headers).flatMap(([name, value]) =>
      differences(value.replaceAll('$KEY', plantedKey), socket.headers[name], `header ${name}`),
    ),
    ...differences(sent.body, socket.body),
  ].map((found) => `Request ${at + 1}: ${found}.`)
}

/** What goes over the wire is what the fixture says. */
export const request: Law = {
  name: 'the wire request is the expected one',
  about: (fixture) => fixture.exchanges.some(({ sent }) => sent !== undefined),
  async check(fixture, { provider }) {
    const isStream = fixture.error
      ? true
      : lastExchange(fixture).stream !== undefined || lastExchange(fixture).reply === undefined
    const call = prepare(provider, fixture, scripts(fixture), { stream: isStream })
    await run(call)
    return [
      ...fixture.exchanges.flatMap(({ sent }, at) => (sent ? sentDifferences(sent, call.sockets[at], at) : [])),
      ...(call.sockets.length > fixture.exchanges.length
        ? [`${call.sockets.length} requests were sent instead of ${fixture.exchanges.length}.`]
        : []),
    ]
  },
}

/** The hatch for what nothing covers yet is merged last. */
export const hatch: Law = {
  name: 'the raw hatch is merged into body, headers and query',
  about: isPlainChat,
  async check(fixture, { provider }) {
    const raw = {
      body: { model: 'model-of-the-hatch', x_hatch: [1] },
      headers: { 'x-hatch': 'open' },
      query: { hatch: 'open' },
    }
    const call = prepare(provider, fixture, scripts(fixture), { options: { raw } })
    await run(call)
    const socket = call.sockets.findLast(({ body }) => body !== undefined)
    if (!socket) return ['No request was sent.']
    const body = socket.body as Record<string, unknown>
    return [
      ...differences(raw.body.x_hatch, body['x_hatch'], 'body.x_hatch'),
      ...differences(raw.body.model, body['model'], 'body.model'),
      ...differences('open', socket.headers['x-hatch'], 'header x-hatch'),
      ...differences('open', new URL(socket.url).searchParams.get('hatch'), 'query hatch'),
    ]
  },
}

const tool = {
  name: 'look_up',
  description: 'Looks a word up.',
  input: { type: 'object', properties: { word: { type: 'string' } }, required: ['word'] },
}

/** A value for each field that shapes an answer, with what it stands beside where it means nothing alone. */
const fields: Readonly<Record<string, { readonly value: unknown; readonly beside?: object }>> = {
  maxOutputTokens: { value: 321 },
  temperature: { value: 0.625 },
  topP: { value: 0.875 },
  topK: { value: 17 },
  stop: { value: ['END-OF-TEST'] },
  seed: { value: 4711 },
  frequencyPenalty: { value: 0.25 },
  presencePenalty: { value: 0.75 },
  tools: { value: [tool] },
  toolChoice: { value: 'required', beside: { tools: [tool] } },
  parallelToolCalls: { value: false, beside: { tools: [tool] } },
  output: {
    value: {
      name: 'answer',
      schema: { type: 'object', properties: { a: { type: 'string' } }, required: ['a'], additionalProperties: false },
    },
  },
  reasoning: { value: 'high' },
  cache: { value: { key: 'cache-key-of-test', ttlSeconds: 3600 } },
  user: { value: 'user-of-test' },
  metadata: { value: { purpose: 'test' } },
  serviceTier: { value: 'flex' },
  logprobs: { value: 3 },
}

/** A field is sent, or said not to be. */
export const fieldsHeard: Law = {
  name: 'a field that is understood is sent or warned about, never dropped in silence',
  about: isPlainChat,
  async check(fixture, { provider }) {
    const findings: string[] = []
    const send = async (change: object): Promise<{ wire: unknown; warned: readonly string[]; failed: boolean }> => {
      const request = { prompt: 'Say a word.', ...change }
      const call = prepare(provider, fixture, scripts(fixture), { request })
      const { error } = await run(call)
      const socket = call.sockets[0]
      return {
        wire: socket && [socket.url, socket.headers, socket.body],
        warned: call.warnings.map((warning) => warning.field),
        failed: error !== undefined && !socket,
      }
    }
    const params = provider.chat!.params
    for (const [field, { value, beside = {} }] of Object.entries(fields)) {
      const { target } = prepare(provider, fixture, scripts(fixture)).context
      const understood = typeof params === 'function' ? params(target) : params
      if (understood && !understood.includes(field)) continue // Core reports it.
      const before = await send(beside)
      const after = await send({ ...beside, [field]: value })
      const isWarned = after.warned.some(
        (name) => name === field || name.startsWith(`${field}.`) || name.startsWith(`${field}[`),
      )
      if (after.failed) findings.push(`With ${field}: ${show(value)} nothing was sent.`)
      else if (!isWarned && differences(before.wire, after.wire).length === 0)
        findings.push(`${field}: ${show(value)} changed nothing in the request, and no warning named it.`)
    }
    return findings
  },
}

/** Warnings come before anything is sent, so that `strict` can refuse. */
export const warnedInTime: Law = {
  name: 'a warning comes before the request is sent',
  about: isPlainChat,
  async check(fixture, { provider }) {
    const late: string[] = []
    const request = {
      prompt: 'Say a word.',
      ...Object.fromEntries(Object.entries(fields).map(([field, { value }]) => [field, value])),
    }
    const call = prepare(provider, fixture, scripts(fixture), {
      request,
      onWarn: (field) => void (call.sockets.length > 0 && late.push(field)),
    })
    await run(call)
    return late.map((field) => `The warning about ${field} came after the request had been sent.`)
  },
}
