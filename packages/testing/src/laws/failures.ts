import { isLLMError } from '@llmrr/core'
import { differences } from './compare.ts'
import { plantedKey, prepare, run, unsettled } from './call.ts'
import { held, leaks, shown } from './leaks.ts'
import { asking, isChat, isPlainChat, lastExchange, answerOf, scripts } from './law.ts'
import { textOf, unitBytes } from './units.ts'
import type { ErrorCode, LLMError } from '@llmrr/core'
import type { Fixture } from './fixture.ts'
import type { Law, Subject } from './law.ts'
import type { Script } from './socket.ts'

const isFailure = (fixture: Fixture): boolean =>
  fixture.error !== undefined && fixture.inBand === undefined && fixture.exchanges.length > 0

async function failureOf(fixture: Fixture, { provider }: Subject, last: Partial<Script> = {}): Promise<unknown> {
  return (await run(prepare(provider, fixture, scripts(fixture, last)))).error
}

/** What the service means by a status and a body is said in our words. */
export const status: Law = {
  name: 'each failure has its own code',
  about: isFailure,
  async check(fixture, subject) {
    const error = await failureOf(fixture, subject)
    if (!isLLMError(error))
      return [error === undefined ? 'No error came.' : `What was thrown is not an LLMError: ${String(error)}.`]
    const { status } = answerOf(lastExchange(fixture))
    return [
      ...Object.entries(fixture.error!).flatMap(([field, value]) =>
        differences(value, error[field as keyof LLMError], field),
      ),
      ...(status >= 400 ? differences(status, error.status, 'status') : []),
    ]
  },
}

const ordinary: readonly (readonly [status: number, ...codes: ErrorCode[]])[] = [
  [401, 'auth'],
  [403, 'permission', 'auth'],
  [404, 'not-found'],
  [429, 'rate-limit', 'quota'],
  [500, 'server', 'overloaded'],
  [502, 'server', 'overloaded'],
  [503, 'overloaded', 'server'],
]

/** A proxy in between answers in HTML: the status says enough. */
export const foreignStatus: Law = {
  name: 'a status with an unknown body still has the code of its status',
  about: isPlainChat,
  async check(fixture, subject) {
    const findings: string[] = []
    const body = new TextEncoder().encode('<html><body>Something in between</body></html>')
    for (const [status, ...codes] of ordinary) {
      const error = await failureOf(fixture, subject, {
        status,
        headers: { 'content-type': 'text/html' },
        pieces: [body],
      })
      if (!isLLMError(error, ...codes))
        findings.push(
          `A ${status} in HTML gave ${isLLMError(error) ? error.code : String(error)} instead of ${codes.join(' or ')}.`,
        )
    }
    return findings
  },
}

/** How long the service asks to wait stands on the error. */
export const retryAfter: Law = {
  name: 'Retry-After is honoured',
  about: (fixture) => isFailure(fixture) && [429, 503, 529].includes(answerOf(lastExchange(fixture)).status),
  async check(fixture, subject) {
    const { headers } = answerOf(lastExchange(fixture))
    const plain = Object.fromEntries(Object.entries(headers).filter(([name]) => !/retry-after/.test(name)))
    const ways: (readonly [Record<string, string>, number])[] = [
      [{ 'retry-after': '7' }, 7000],
      [{ 'retry-after': 'Fri, 15 Jan 2027 08:00:09 GMT', date: 'Fri, 15 Jan 2027 08:00:00 GMT' }, 9000],
    ]
    const findings: string[] = []
    for (const [header, ms] of ways) {
      const error = await failureOf(fixture, subject, { headers: { ...plain, ...header } })
      const waited = isLLMError(error) ? error.retryAfterMs : undefined
      if (waited !== ms) findings.push(`With ${JSON.stringify(header)}, retryAfterMs is ${waited} instead of ${ms}.`)
    }
    return findings
  },
}

/** A body that is no answer is an error that says so. */
export const nonsense: Law = {
  name: 'a 200 that is no answer is an error',
  about: isPlainChat,
  async check(fixture, subject) {
    const bytes = (text: string): Uint8Array<ArrayBuffer>[] => [new TextEncoder().encode(text)]
    const sse = { 'content-type': 'text/event-stream' }
    const ways: (readonly [string, Partial<Script>])[] = [
      ['an HTML page', { headers: { 'content-type': 'text/html' }, pieces: bytes('<html></html>') }],
      ['an empty body', { headers: { 'content-type': 'application/json' }, pieces: [] }],
      ['an empty stream', { headers: sse, pieces: [] }],
      ['a stream of comments only', { headers: sse, pieces: bytes(': ping\n\n') }],
      ['a unit that is not JSON', { headers: sse, pieces: bytes('data: {"half\n\n') }],
      ['JSON that was cut', { headers: { 'content-type': 'application/json' }, pieces: bytes('{"id":"x","cho') }],
    ]
    const findings: string[] = []
    for (const [way, last] of ways) {
      const { events, error } = await run(
        prepare(subject.provider, fixture, scripts(fixture, { status: 200, ...last })),
      )
      if (events.some((event) => event.type === 'finish')) findings.push(`${way} gave a finish.`)
      else if (error === unsettled) findings.push(`${way} hung.`)
      else if (error !== undefined && !isLLMError(error, 'bad-response', 'network'))
        findings.push(`${way} gave ${isLLMError(error) ? error.code : String(error)} instead of bad-response.`)
    }
    return findings
  },
}

/** A redirect would carry the credential to another origin. */
export const redirect: Law = {
  name: 'a redirect is refused',
  about: isPlainChat,
  async check(fixture, { provider }) {
    const call = prepare(
      provider,
      fixture,
      scripts(fixture, { status: 307, headers: { location: 'https://elsewhere.invalid/' }, pieces: [] }),
    )
    const { error } = await run(call)
    const elsewhere = call.sockets.filter((socket) => socket.url.includes('elsewhere.invalid'))
    return [
      ...(error === undefined ? ['A redirect gave no error.'] : []),
      ...(elsewhere.length > 0 ? ['A redirect was followed.'] : []),
    ]
  },
}

const plantedPrompt = 'PLANTED-PROMPT the goldfish said it in confidence'

/** The service's words with the planted values in every sentence. */
const quoting = (text: string): string =>
  text.replaceAll(/"((?:[^"\\]|\\.)* (?:[^"\\]|\\.)*)"/g, `"$1 You sent ${plantedKey} and ${plantedPrompt}"`)

/** No credential stands in an error, and no prompt in what an error shows. */
export const secrets: Law = {
  name: 'no credential and no prompt shows in an error',
  about: (fixture, subject) => isFailure(fixture) || isPlainChat(fixture, subject),
  async check(fixture, subject) {
    const isFailing = isFailure(fixture)
    const canPlant = fixture.capability === 'chat' && fixture.call === undefined
    const request = canPlant ? asking(fixture.request, plantedPrompt) : fixture.request
    const quote = `He sent ${plantedKey} and ${plantedPrompt}`
    const fails = async (last: Partial<Script>): Promise<unknown> =>
      (await run(prepare(subject.provider, fixture, scripts(fixture, last), { request }))).error
    const failures: (readonly [string, unknown])[] = [
      [
        'the service quotes them',
        isFailing
          ? await fails({ pieces: [new TextEncoder().encode(quoting(textOf(answerOf(lastExchange(fixture)))))] })
          : await fails({ status: 400, headers: {}, pieces: [new TextEncoder().encode(quote)] }),
      ],
      ['the network fails', await fails({ connect: 'refuse' })],
      [
        'a 200 is text',
        await fails({
          status: 200,
          headers: { 'content-type': 'text/html' },
          pieces: [new TextEncoder().encode(quote)],
        }),
      ],
      [
        'a unit is not JSON',
        await fails({
          status: 200,
          headers: { 'content-type': 'text/event-stream' },
          pieces: [new TextEncoder().encode(`data: {"a": "${quote}\n\n`)],
        }),
      ],
      [
        'the connection is lost',
        await fails({ status: 200, headers: { 'content-type': 'text/event-stream' }, pieces: [], ending: 'reset' }),
      ],
    ]
    for (const inBand of subject.fixtures.filter((one) => one.inBand !== undefined && isChat(fixture))) {
      failures.push([`${inBand.name} quotes them`, await fails({ pieces: [unitBytes(quoting(inBand.inBand!))] })])
    }
    return failures.flatMap(([when, error]) => [
      ...leaks(shown(error), { credential: plantedKey, prompt: plantedPrompt }).map(
        (what) => `When ${when}, the error shows the ${what}.`,
      ),
      ...leaks(held(error), { credential: plantedKey }).map(
        (what) => `When ${when}, the error holds the ${what} in a hidden field.`,
      ),
    ])
  },
}

/** Without a credential the error names where it is looked for. */
export const missingKey: Law = {
  name: 'a missing credential is named by its variable',
  about: (fixture, subject) => (subject.provider.credentials?.length ?? 0) > 0 && isPlainChat(fixture, subject),
  async check(fixture, { provider }) {
    const call = prepare(provider, fixture, scripts(fixture), { env: () => undefined })
    const { error } = await run(call)
    const [variable] = provider.credentials!
    if (!isLLMError(error, 'auth'))
      return [`Without a credential it gave ${error === undefined ? 'no error' : String(error)} instead of auth.`]
    if (call.sockets.length > 0) return ['Without a credential a request was sent.']
    return error.message.includes(variable!) ? [] : [`The error does not name ${variable}: ${error.message}`]
  },
}
