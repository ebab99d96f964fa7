import { createRouter } from '@llmrr/core'
import { held, keep, leaks, shown } from '@llmrr/testing'
import { startEmulator } from '@llmrr/testing/emulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emulated } from './emulated-services.ts'
import { listening } from './listening.ts'
import type { Router, RouterEvents } from '@llmrr/core'
import type { Emulated } from './emulated-services.ts'
import type { Emulator, Fault } from '@llmrr/testing/emulator'

const services = emulated.map(({ service }) => service)
const planted = Object.fromEntries(services.map((service) => [service, `planted-credential-of-${service}`]))
const prompt = 'PLANTED-PROMPT: the goldfish said in confidence that the bowl is cracked'

const faults: readonly (readonly [string, Fault])[] = [
  ...[400, 401, 403, 404, 413, 429, 500, 503].map((status) => [`a ${status}`, { status, times: Infinity }] as const),
  [
    'a 400 that quotes the request',
    {
      status: 400,
      body: {
        error: {
          type: 'invalid_request_error',
          code: null,
          message: `You sent ${prompt} with ${Object.values(planted).join(', ')}.`,
        },
      },
      times: Infinity,
    },
  ],
  ['an error inside the stream', { inBandError: 2, times: Infinity }],
  ['a broken unit', { malformedAfter: 1, times: Infinity }],
  ['a cut stream', { cutAfter: 2, times: Infinity }],
  ['a lost connection', { resetAfter: 2, times: Infinity }],
  ['a page of HTML', { html: true, times: Infinity }],
  ['an empty body', { emptyBody: true, times: Infinity }],
  ['a redirect', { redirect: true, times: Infinity }],
]

const observed: readonly (keyof RouterEvents)[] = [
  'call:start',
  'call:finish',
  'attempt:start',
  'attempt:commit',
  'attempt:finish',
  'breaker',
  'gate',
  'cache',
  'warning',
  'observer:error',
]

let emulator: Emulator

function routerFor({ service, plugin }: Emulated, events: unknown[]): Router {
  const provider = plugin({ apiKey: planted[service]!, baseURL: emulator.baseURL(service) })
  // Nothing is waited for: every fault comes at once, and retries would only repeat it. Whoever sleeps finds that time has passed.
  let slept = 0
  const sleep = (ms: number) => Promise.resolve(void (slept += ms))
  const llm = createRouter({ use: [provider], host: { sleep, now: () => Date.now() + slept } }) as Router
  for (const name of observed) llm.on(name, (event) => void events.push([name, event]))
  return llm
}

/** Makes a call both ways and answers what was thrown. */
async function thrownBy(llm: Router, model: string): Promise<readonly unknown[]> {
  const errors: unknown[] = []
  await llm.chat({ model, prompt, maxOutputTokens: 200, seed: 7 }).catch((error: unknown) => errors.push(error))
  try {
    for await (const _ of llm.stream({ model, prompt, maxOutputTokens: 200 }));
  } catch (error) {
    errors.push(error)
  }
  return errors
}

describe('a planted key and a planted prompt', () => {
  beforeAll(async () => {
    emulator = await startEmulator({ keys: planted })
  })
  let searched = 0
  afterAll(async () => {
    keep('canary', { services, faults: faults.length, searched })
    await emulator.close()
  })

  for (const row of emulated) {
    const { service } = row
    const model = `${service}/${row.models['chat']}`
    const secret = { key: planted[service]!, prompt }
    it(`show in no event and no log of ${service} when all goes well`, async () => {
      emulator.clearFaults()
      const events: unknown[] = []
      const { value: errors, said } = await listening(() => thrownBy(routerFor(row, events), model))
      expect(errors).toEqual([])
      expect(events.map((event) => (event as [string])[0])).toContain('call:finish')
      expect(leaks(shown(events), secret)).toEqual([])
      expect(said).toBe('')
    })

    for (const [name, fault] of faults) {
      it(`show in no error, event and log of ${service} after ${name}`, async () => {
        emulator.clearFaults()
        emulator.inject({ ...fault, service })
        const events: unknown[] = []
        const { value: errors, said } = await listening(() => thrownBy(routerFor(row, events), model))
        expect(errors.length).toBeGreaterThan(0)
        for (const error of errors) {
          expect(leaks(shown(error), secret)).toEqual([])
          expect(leaks(held(error), { key: secret.key }), 'also in no hidden field').toEqual([])
        }
        expect(leaks(shown(events), secret)).toEqual([])
        expect(said).toBe('')
        searched += errors.length + events.length
      })
    }
  }

  it('would be found', () => {
    const error = Object.assign(new Error('no'), {
      cause: { headers: { authorization: `Bearer ${planted['openai']}` } },
    })
    expect(leaks(shown(error), { key: planted['openai']! })).toEqual(['key'])
    expect(leaks(shown([['call:finish', { error: new Error(prompt) }]]), { prompt })).toEqual(['prompt'])
  })
})
