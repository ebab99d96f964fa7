import { createRouter } from '@llmrr/core'
import { anthropic } from '@llmrr/provider-anthropic'
import { groq } from '@llmrr/provider-groq'
import { openai } from '@llmrr/provider-openai'
import { held, keep, leaks, shown } from '@llmrr/testing'
import { startEmulator } from '@llmrr/testing/emulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listening } from './listening.ts'
import type { Router, RouterEvents } from '@llmrr/core'
import type { Emulator, Fault } from '@llmrr/testing/emulator'

const services = ['openai', 'anthropic', 'groq'] as const
type Service = (typeof services)[number]

const models: Readonly<Record<Service, string>> = {
  openai: 'openai/gpt-5.4-mini',
  anthropic: 'anthropic/claude-haiku-5-5',
  groq: 'groq/openai/gpt-oss-20b',
}
const planted: Readonly<Record<Service, string>> = {
  openai: 'planted-credential-of-openai',
  anthropic: 'planted-credential-of-anthropic',
  groq: 'planted-credential-of-groq',
}
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

function routerFor(service: Service, events: unknown[]): Router {
  const key = planted[service]
  const baseURL = emulator.baseURL(service)
  const provider = {
    openai: () => openai({ apiKey: key, baseURL }),
    anthropic: () => anthropic({ apiKey: key, baseURL }),
    groq: () => groq({ apiKey: key, baseURL }),
  }[service]()
  // Nothing is waited for: every fault comes at once, and retries would only repeat it.
  const llm = createRouter({ use: [provider], host: { sleep: () => Promise.resolve() } }) as Router
  for (const name of observed) llm.on(name, (event) => void events.push([name, event]))
  return llm
}

/** Makes a call both ways and answers what was thrown. */
async function thrownBy(llm: Router, model: string): Promise<readonly unknown[]> {
  const errors: unknown[] = []
  await llm
    .chat({ model, prompt, maxOutputTokens: 200, topK: 3, seed: 7 })
    .catch((error: unknown) => errors.push(error))
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

  for (const service of services) {
    const secret = { key: planted[service], prompt }
    it(`show in no event and no log of ${service} when all goes well`, async () => {
      emulator.clearFaults()
      const events: unknown[] = []
      const { value: errors, said } = await listening(() => thrownBy(routerFor(service, events), models[service]))
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
        const { value: errors, said } = await listening(() => thrownBy(routerFor(service, events), models[service]))
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
    const error = Object.assign(new Error('no'), { cause: { headers: { authorization: `Bearer ${planted.openai}` } } })
    expect(leaks(shown(error), { key: planted.openai })).toEqual(['key'])
    expect(leaks(shown([['call:finish', { error: new Error(prompt) }]]), { prompt })).toEqual(['prompt'])
  })
})
