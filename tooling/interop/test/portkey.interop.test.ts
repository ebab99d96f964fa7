import { createRouter } from '@llmrr/core'
import { anthropic } from '@llmrr/provider-anthropic'
import { openai } from '@llmrr/provider-openai'
import { portkey } from '@llmrr/provider-portkey'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { everyday, structured } from '../src/everyday.ts'
import { portkeyGateway } from '../src/gateways/portkey.ts'
import { start } from '../src/start.ts'
import type { Router } from '@llmrr/core'
import type { GatewayConfig, GatewayTarget, PortkeyOptions } from '@llmrr/provider-portkey'
import type { Running } from '../src/start.ts'

let running: Running
let llm: Router

const model = 'gpt-5.4-mini'
const claude = 'claude-haiku-5-5'
const prompt = 'Hi'

/** Where the gateway finds the services. */
function services({ emulator }: Running) {
  const target = (provider: 'openai' | 'groq' | 'cohere', path = ''): GatewayTarget => ({
    provider,
    apiKey: emulator.key(provider),
    customHost: emulator.baseURL(provider) + path,
  })
  return {
    openai: target('openai'),
    groq: { ...target('groq'), overrideParams: { model: 'openai/gpt-oss-20b' } },
    cohere: target('cohere', '/v2'),
    anthropic: {
      provider: 'anthropic',
      apiKey: emulator.key('anthropic'),
      customHost: `${emulator.baseURL('anthropic')}/v1`,
    },
  } satisfies Record<string, GatewayTarget>
}

/** The configs of the provider, by name. */
function configsOf(at: ReturnType<typeof services>): Record<string, GatewayConfig> {
  const { openai, groq } = at
  const withModel = (name: string): GatewayTarget => ({ ...openai, overrideParams: { model: name } })
  const contains = (deny: boolean): GatewayConfig => ({
    ...openai,
    inputGuardrails: [
      { checks: { 'default.contains': { operator: 'none', words: ['forbidden'] } }, deny, async: false },
    ],
  })
  return {
    ...at,
    chain: { strategy: { mode: 'fallback' }, targets: [openai, groq] },
    narrow: { strategy: { mode: 'fallback', onStatusCodes: [429] }, targets: [openai, groq] },
    balance: {
      strategy: { mode: 'loadbalance' },
      targets: [
        { ...openai, weight: 0 },
        { ...groq, weight: 1 },
      ],
    },
    plans: {
      strategy: {
        mode: 'conditional',
        conditions: [{ query: { 'metadata.plan': { $eq: 'paid' } }, target: 'big' }],
      },
      targets: [{ ...withModel('gpt-5.4'), name: 'big' }],
    },
    patient: { ...openai, retry: { attempts: 2, onStatusCodes: [503] } },
    obedient: { ...openai, retry: { attempts: 2, onStatusCodes: [429], useRetryAfterHeader: true } },
    cached: { ...openai, cache: { mode: 'simple', maxAgeSeconds: 60 } },
    hasty: { ...openai, requestTimeoutMs: 300 },
    warns: contains(false),
    denies: contains(true),
    fixed: withModel('gpt-5.4'),
    nowhere: { ...openai, customHost: 'http://127.0.0.1:1/v1' },
    stranger: { ...openai, apiKey: 'sk-of-somebody-else' },
    unreadable: { strategy: { mode: 'sideways' as 'single' }, targets: [openai] },
  }
}

/** A router that remembers nothing of what has failed before. */
function fresh(): Router {
  const { emulator } = running
  return createRouter({
    use: [
      portkey({ baseURL: `${running.url}/v1`, configs: configsOf(services(running)), config: 'openai' }),
      portkey({ id: 'claude', baseURL: `${running.url}/v1`, config: services(running).anthropic }),
      openai({ baseURL: emulator.baseURL('openai'), apiKey: emulator.key('openai') }),
      anthropic({ baseURL: emulator.baseURL('anthropic'), apiKey: emulator.key('anthropic') }),
    ],
    // Waits between attempts are of no interest here.
    host: { sleep: () => Promise.resolve() },
  }) as Router
}

beforeAll(async () => {
  running = await start(portkeyGateway)
}, 300_000)
beforeEach(() => {
  running.emulator.clearFaults()
  llm = fresh()
})
afterAll(async () => {
  await running?.stop()
}, 30_000)

/** A target of the provider. */
const at = (options: PortkeyOptions & { readonly raw?: object }, name = model) => ({
  provider: 'portkey',
  model: name,
  options,
})

/** What a call asks of the services behind, and what came of it. */
async function counted<T>(call: Promise<T>): Promise<{ asked: number; value?: T; error?: Record<string, unknown> }> {
  const before = running.emulator.requests.length
  const [settled] = await Promise.allSettled([call])
  const asked = running.emulator.requests.length - before
  return settled!.status === 'fulfilled' ? { asked, value: settled!.value } : { asked, error: settled!.reason }
}

describe('every day', () => {
  const asked = () => ({ llm, running })
  everyday(asked, { through: `portkey/${model}`, direct: `openai/${model}` })
  everyday(asked, { through: `claude/${claude}`, direct: `anthropic/${claude}` })
  structured(asked, `portkey/${model}`)

  test.each([true, false])(
    'thinking is shown where a target asks for more than OpenAI’s form (stream: %s)',
    async (streamed) => {
      const options = { strictOpenAiCompliance: false }
      const request = {
        model: { provider: 'claude', model: claude, options },
        prompt,
        reasoning: { tokens: 1024 },
        maxOutputTokens: 3000,
      }
      const answer = await (streamed ? llm.stream(request).result() : llm.chat(request))
      expect(answer.parts.map(({ type }) => type)).toEqual(['reasoning', 'text'])
      expect([answer.finishReason, answer.rawFinishReason]).toEqual(['stop', 'end_turn'])
    },
  )
})

describe('the way of an answer', () => {
  test('is told, with the trace that was asked for, and the limits of the service behind', async () => {
    const { gateway, requestId, limits } = await llm.chat({ model: at({ traceId: 'trace-7' }), prompt })
    expect(gateway).toEqual({ provider: 'openai', target: 'config', retries: 0, cache: 'DISABLED', traceId: 'trace-7' })
    expect(requestId).toMatch(/^req_/)
    expect(limits).toMatchObject({ requests: { limit: 10_000, remaining: 9999 }, tokens: { limit: 2_000_000 } })
  })

  test('is told at the start of a stream', async () => {
    let first: object | undefined
    for await (const event of llm.stream({ model: at({}), prompt })) first ??= event
    expect(first).toMatchObject({ type: 'start', gateway: { provider: 'openai', target: 'config' } })
  })

  test('a config names the model where the reference does not', async () => {
    const { model } = await llm.chat({
      model: { provider: 'portkey', model: 'config', options: { config: 'fixed' } },
      prompt,
    })
    expect(model).toBe('gpt-5.4')
  })

  test('a load balance goes by weight, a condition by metadata', async () => {
    const balanced = await llm.chat({ model: at({ config: 'balance' }), prompt })
    expect(balanced.gateway).toMatchObject({ provider: 'groq', target: 'config.targets[1]' })
    const paid = await llm.chat({ model: at({ config: 'plans' }), prompt, metadata: { plan: 'paid' } })
    expect([paid.model, paid.gateway!.target]).toEqual(['gpt-5.4', 'config.targets[0]'])
    const { error } = await counted(llm.chat({ model: at({ config: 'plans' }), prompt }))
    expect(error).toMatchObject({ code: 'invalid-request', retry: 'other', status: 400 })
  })
})

describe('fallback and retry, here and there', () => {
  test('the gateway falls back: one attempt of the router, the second target', async () => {
    running.emulator.inject({ service: 'openai', status: 503, times: 1 })
    const { asked, value } = await counted(llm.chat({ model: at({ config: 'chain' }), prompt }))
    expect(value!.gateway).toMatchObject({ provider: 'groq', target: 'config.targets[1]' })
    expect([asked, value!.attempts.length]).toEqual([2, 1])
  })

  test('a stream falls back as well', async () => {
    running.emulator.inject({ service: 'openai', status: 429, times: 1 })
    const { gateway, text } = await llm.stream({ model: at({ config: 'chain' }), prompt }).result()
    expect(gateway!.provider).toBe('groq')
    expect(text.length).toBeGreaterThan(10)
  })

  test('when all of its targets fail, the router does not go through them again', async () => {
    running.emulator.inject({ status: 503, times: Infinity })
    const { asked, error } = await counted(llm.chat({ model: at({ config: 'chain' }), prompt }))
    expect(asked).toBe(2)
    expect(error).toMatchObject({ status: 503, retry: 'other', attempts: { length: 1 } })
  })

  test('but goes on to its own next target', async () => {
    running.emulator.inject({ status: 503, times: 2 })
    const { asked, value } = await counted(llm.chat({ model: [at({ config: 'chain' }), `openai/${model}`], prompt }))
    expect([asked, value!.target.provider, value!.attempts.length]).toEqual([3, 'openai', 2])
  })

  test('the gateway retries: one attempt of the router', async () => {
    running.emulator.inject({ status: 503, times: 1 })
    const { asked, value } = await counted(llm.chat({ model: at({ config: 'patient' }), prompt }))
    expect([asked, value!.gateway!.retries, value!.attempts.length]).toEqual([2, 1, 1])
  })

  test('when its retries are used up, the router does not begin anew', async () => {
    running.emulator.inject({ status: 503, times: Infinity })
    const { asked, error } = await counted(llm.chat({ model: at({ config: 'patient' }), prompt }))
    expect(asked).toBe(3)
    expect(error).toMatchObject({ status: 503, retry: 'other', attempts: { length: 1 } })
  }, 15_000)

  test('the published gateway stumbles where it is to wait as long as the service asks: it answers 500', async () => {
    running.emulator.inject({ status: 429, retryAfter: 1, times: Infinity })
    const { asked, error } = await counted(llm.chat({ model: at({ config: 'obedient' }), prompt }))
    expect(asked).toBe(3)
    expect(error).toMatchObject({ code: 'server', status: 500, retry: 'other', attempts: { length: 1 } })
  }, 15_000)

  test('where the gateway does neither, the router retries', async () => {
    running.emulator.inject({ status: 503, times: 1 })
    const { asked, value } = await counted(llm.chat({ model: at({}), prompt }))
    expect([asked, value!.attempts.length]).toEqual([2, 2])
    running.emulator.inject({ status: 500, times: 1 })
    const narrow = await counted(llm.chat({ model: at({ config: 'narrow' }), prompt }))
    expect([narrow.asked, narrow.value!.attempts.length]).toEqual([2, 2])
  })
})

describe('cache', () => {
  test('the open-source gateway takes the setting and answers nothing from it', async () => {
    const call = () => llm.chat({ model: at({ config: 'cached' }), prompt })
    const first = await counted(call())
    const second = await counted(call())
    expect([first.value!.gateway!.cache, second.value!.gateway!.cache]).toEqual(['DISABLED', 'DISABLED'])
    expect([first.asked, second.asked]).toEqual([1, 1])
  })
})

describe('errors', () => {
  const failing = async (options: PortkeyOptions, request: object = {}, name = model) =>
    (await counted(fresh().chat({ model: at(options, name), prompt, ...request }))).error

  test('of the service behind: model, key, limit, quota, length', async () => {
    expect(await failing({}, {}, 'does-not-exist')).toMatchObject({ code: 'not-found', status: 404 })
    expect(await failing({ config: 'stranger' })).toMatchObject({ code: 'auth', status: 401 })
    const { emulator } = running
    emulator.inject({ status: 429, retryAfter: 7, times: 4 })
    expect(await failing({})).toMatchObject({ code: 'rate-limit', retryAfterMs: 7000 })
    emulator.clearFaults()
    emulator.inject({ status: 429, code: 'insufficient_quota' })
    expect(await failing({})).toMatchObject({ code: 'quota', retry: 'other' })
    emulator.inject({ status: 400, code: 'context_length_exceeded' })
    expect(await failing({})).toMatchObject({ code: 'context-length' })
  })

  test('of the gateway: a config that it does not understand, no service, no such service', async () => {
    expect(await failing({ config: 'unreadable' })).toMatchObject({ code: 'invalid-request', retry: 'other' })
    expect(await failing({ config: 'nowhere' })).toMatchObject({ code: 'server', status: 500 })
    const alone = createRouter({ use: [portkey({ baseURL: `${running.url}/v1` })] })
    const ask = (options: PortkeyOptions) => alone.chat({ model: at(options), prompt })
    await expect(ask({})).rejects.toMatchObject({ code: 'invalid-request', retry: 'other' })
    await expect(ask({ provider: 'nosuch' })).rejects.toMatchObject({ code: 'invalid-request', retry: 'other' })
  })

  test('of time', async () => {
    running.emulator.inject({ slowFirstByte: 2000, times: Infinity })
    expect(await failing({ config: 'hasty' })).toMatchObject({ code: 'timeout', status: 408 })
  }, 15_000)

  test('of a proxy on the way', async () => {
    running.emulator.inject({ html: true, times: Infinity })
    expect(await failing({})).toMatchObject({ code: 'server', status: 502 })
  })

  test('of guardrails: one denies, one only tells', async () => {
    const asked = { prompt: 'This is forbidden.' }
    expect(await failing({ config: 'denies' }, asked)).toMatchObject({
      code: 'content-filter',
      status: 446,
      detail: 'failed: default.contains',
    })
    const { parts, text } = await llm.chat({ model: at({ config: 'warns' }), ...asked })
    expect(parts[0]).toMatchObject({ type: 'x-guardrails', data: [{ verdict: false }] })
    expect(text.length).toBeGreaterThan(10)
    const { parts: fine } = await llm.chat({ model: at({ config: 'warns' }), prompt })
    expect(fine.map(({ type }) => type)).toEqual(['text'])
  })

  test('in the middle of a stream: told, cut, and what a translation makes of it', async () => {
    const broken = async (fault: object, reference: string) => {
      running.emulator.inject(fault)
      return (await counted(fresh().stream({ model: reference, prompt, maxOutputTokens: 500 }).result())).error
    }
    expect(await broken({ inBandError: 3 }, `portkey/${model}`)).toMatchObject({ code: 'server', committed: true })
    expect(await broken({ cutAfter: 3 }, `portkey/${model}`)).toMatchObject({ code: 'network', committed: true })
    expect(await broken({ inBandError: 4, code: 'overloaded_error' }, `claude/${claude}`)).toMatchObject({
      code: 'overloaded',
      committed: true,
    })
    expect(await broken({ cutAfter: 4 }, `claude/${claude}`)).toMatchObject({ code: 'network', committed: true })
  })

  test('no key stands in any of them', async () => {
    const error = await failing({ config: 'stranger' })
    expect(JSON.stringify([error, error!['detail'], error!['message']])).not.toContain('of-somebody-else')
  })
})

describe('everything else that passes through', () => {
  test('Responses', async () => {
    const { text, usage } = await llm.chat({ model: at({ api: 'responses' }), prompt })
    expect(text.length).toBeGreaterThan(10)
    expect(usage!.output).toBeGreaterThan(0)
  })

  test('Messages: thinking that travels back, and counting', async () => {
    const reference = at({ api: 'messages', config: 'anthropic' }, claude)
    const thinking = { reasoning: { tokens: 1024 }, maxOutputTokens: 3000 } as const
    const first = await llm.chat({ model: reference, prompt, ...thinking })
    expect(first.parts.map(({ type }) => type)).toEqual(['reasoning', 'text'])
    const second = await llm.chat({
      model: reference,
      ...thinking,
      messages: [
        { role: 'user', content: prompt },
        { role: 'assistant', content: first.parts },
        { role: 'user', content: 'And?' },
      ],
    })
    expect(second.text.length).toBeGreaterThan(10)
    expect((await llm.countTokens({ model: reference, prompt })).inputTokens).toBeGreaterThan(0)
  })

  test('embeddings', async () => {
    const { embeddings, gateway } = await llm.embed({ model: at({}, 'text-embedding-3-small'), input: ['a', 'b'] })
    expect(embeddings.map((vector) => vector.every(Number.isFinite))).toEqual([true, true])
    expect(gateway).toMatchObject({ provider: 'openai' })
  })

  test('moderation, a ranking, a picture, the models', async () => {
    const { results } = await llm.moderate({ model: at({}, 'omni-moderation-latest'), input: 'Hello' })
    expect(results[0]!.flagged).toBe(false)
    const ranked = at({ config: 'cohere' }, 'rerank-v4.0-pro')
    const { ranking } = await llm.rerank({ model: ranked, query: 'fish', documents: ['a fish', 'a car'] })
    expect(ranking).toHaveLength(2)
    const { images } = await llm.image({ model: at({}, 'gpt-image-2'), prompt: 'A heron.' })
    expect(images[0]!.data!.length).toBeGreaterThan(20)
    const models = await llm.models({ provider: 'portkey', live: true })
    expect(models.map(({ id }) => id)).toContain(model)
  })

  test('speech, and what was said', async () => {
    const { audio } = await llm.speech({
      model: at({}, 'gpt-4o-mini-tts'),
      input: 'Hello.',
      voice: 'alloy',
      mediaType: 'audio/wav',
    })
    expect(audio.mediaType).toBe('audio/wav')
    const { text } = await llm.transcribe({ model: at({}, 'whisper-1'), audio })
    expect(text.length).toBeGreaterThan(3)
  })

  test('files and batches', async () => {
    const data = new TextEncoder().encode('{}')
    const stored = { provider: 'portkey', data, name: 'a.jsonl', mediaType: 'application/jsonl', purpose: 'batch' }
    const { file } = await llm.files.put(stored)
    expect((await llm.files.get(file)).name).toBe('a.jsonl')
    const requests = [{ id: 'a', request: { prompt: 'One?' } }]
    const { items } = await llm.batch({ model: at({}), requests })
    expect(items[0]).toMatchObject({ id: 'a', result: { text: expect.any(String) } })
  })
})
