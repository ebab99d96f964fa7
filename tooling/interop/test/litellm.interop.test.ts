import { createRouter } from '@llmrr/core'
import { anthropic } from '@llmrr/provider-anthropic'
import { litellm } from '@llmrr/provider-litellm'
import { openai } from '@llmrr/provider-openai'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { everyday, structured } from '../src/everyday.ts'
import { litellmKey, litellmProxy } from '../src/gateways/litellm.ts'
import { start } from '../src/start.ts'
import type { Router } from '@llmrr/core'
import type { LiteLLMConfig, LiteLLMOptions } from '@llmrr/provider-litellm'
import type { Running } from '../src/start.ts'

let running: Running
let llm: Router

const model = 'gpt-5.4-mini'
const claude = 'claude-haiku-5-5'
/** Goes on to Claude by the proxy's configuration. */
const chained = 'gpt-5.4'
const prompt = 'Hi'

/** A router that remembers nothing of what has failed before. */
function fresh(config: LiteLLMConfig = {}): Router {
  const { emulator, url } = running
  return createRouter({
    use: [
      litellm({ baseURL: url, apiKey: litellmKey, ...config }),
      // The router does what the proxy would do otherwise.
      litellm({ id: 'obedient', baseURL: `${url}/v1`, apiKey: litellmKey, retries: 'router' }),
      openai({ baseURL: emulator.baseURL('openai'), apiKey: emulator.key('openai') }),
      anthropic({ baseURL: emulator.baseURL('anthropic'), apiKey: emulator.key('anthropic') }),
    ],
    // Waits between attempts are of no interest here.
    host: { sleep: () => Promise.resolve() },
  }) as Router
}

beforeAll(async () => {
  running = await start(litellmProxy)
}, 600_000)
beforeEach(() => {
  running.emulator.clearFaults()
  llm = fresh()
})
afterAll(async () => {
  await running?.stop()
}, 30_000)

/** A target of the provider. */
const at = (options: LiteLLMOptions, name = model, provider = 'litellm') => ({ provider, model: name, options })

/** What a call asks of the services behind, and what came of it. */
async function counted<T>(call: Promise<T>): Promise<{ asked: number; value?: T; error?: Record<string, unknown> }> {
  const before = running.emulator.requests.length
  const [settled] = await Promise.allSettled([call])
  const asked = running.emulator.requests.length - before
  return settled!.status === 'fulfilled' ? { asked, value: settled!.value } : { asked, error: settled!.reason }
}

describe('every day', () => {
  const asked = () => ({ llm, running })
  // The proxy would mend by itself what the router is to mend there.
  everyday(asked, { through: `obedient/${model}`, direct: `openai/${model}` })
  everyday(asked, { through: `obedient/${claude}`, direct: `anthropic/${claude}` })
  structured(asked, `litellm/${model}`)
  structured(asked, `litellm/${claude}`)

  test.each([true, false])('Claude thinks, and its thinking travels back (stream: %s)', async (streamed) => {
    const request = { model: `litellm/${claude}`, reasoning: { tokens: 1024 }, maxOutputTokens: 3000 } as const
    const ask = { ...request, prompt }
    const first = await (streamed ? llm.stream(ask).result() : llm.chat(ask))
    expect(first.parts.map(({ type }) => type)).toEqual(['reasoning', 'text'])
    const second = await llm.chat({
      ...request,
      messages: [
        { role: 'user', content: prompt },
        { role: 'assistant', content: first.parts },
        { role: 'user', content: 'And?' },
      ],
    })
    expect(second.text.length).toBeGreaterThan(10)
    const { body } = running.emulator.requests.at(-1)! as unknown as { body: { messages: { content: object[] }[] } }
    expect(body.messages[1]!.content[0]).toEqual({
      type: 'thinking',
      thinking: expect.stringContaining('I count'),
      signature: expect.any(String),
    })
  })
})

describe('the way of an answer, and its cost', () => {
  test('are told beside a whole answer, with the limits of the service behind', async () => {
    const { gateway, requestId, limits, cost, usage } = await llm.chat({ model: at({}), prompt })
    expect(gateway).toEqual({ provider: 'openai', target: expect.stringMatching(/^\w+$/), fallbacks: 0 })
    expect(requestId).toMatch(/^[\w-]{36}$/)
    expect(limits).toMatchObject({ requests: { limit: 10_000, remaining: 9999 }, tokens: { limit: 2_000_000 } })
    // Dollars of the proxy's own list: 0.75 and 4.50 for a million.
    expect(cost!.source).toBe('reported')
    expect(cost!.usd).toBeCloseTo((usage!.input! * 0.75 + usage!.output! * 4.5) / 1e6, 9)
  })

  test('and in a stream: the way at its start, the cost at its end', async () => {
    const whole = await llm.chat({ model: at({}), prompt })
    let first: object | undefined
    const stream = llm.stream({ model: at({}), prompt })
    for await (const event of stream) first ??= event
    expect(first).toMatchObject({ type: 'start', gateway: { provider: 'openai', fallbacks: 0 } })
    // 1.77.7 told it only where it was set up to.
    expect((await stream.result()).cost).toEqual(whole.cost)
  })

  test.each(['responses', 'messages'] as const)('and over %s', async (api) => {
    const { text, usage, gateway, cost } = await llm.chat({ model: at({ api }), prompt, maxOutputTokens: 200 })
    expect(text.length).toBeGreaterThan(10)
    expect(usage!.output).toBeGreaterThan(0)
    expect(gateway).toMatchObject({ fallbacks: 0 })
    expect(cost).toMatchObject({ source: 'reported' })
    const streamed = await llm.stream({ model: at({ api }), prompt, maxOutputTokens: 200 }).result()
    expect(streamed.text).toBe(text)
  })

  test('a load balance goes by order, or by tags', async () => {
    expect((await llm.chat({ model: at({}, 'pair'), prompt })).gateway!.provider).toBe('openai')
    // 1.108.7 says the name that was asked, 1.77.7 that of the service; what was said tells in any.
    const said = async (tags?: readonly string[]) =>
      (await llm.chat({ model: at(tags ? { tags: [...tags] } : {}, 'plans'), prompt })).text
    expect(await said(['paid'])).toContain('for gpt-5.4,')
    expect(await said()).toContain('for gpt-5.4-mini,')
  })

  test('metadata, spend and customers are the proxy’s and do not reach the service', async () => {
    const options = { spendLogsMetadata: { job: 'größer' }, customerId: 'c1' }
    await llm.chat({ model: at(options), prompt, metadata: { plan: 'paid' } })
    const { body } = running.emulator.requests.at(-1)!
    expect(Object.keys(body as object).toSorted()).toEqual(['messages', 'model'])
  })
})

describe('fallback and retry, here and there', () => {
  // Between its attempts the proxy waits for a second or two.
  const patience = 20_000

  test(
    'the proxy falls back by its configuration: one attempt of the router',
    async () => {
      running.emulator.inject({ service: 'openai', status: 503, times: Infinity })
      const { asked, value } = await counted(llm.chat({ model: at({}, chained), prompt }))
      expect(value!.gateway).toMatchObject({ provider: 'anthropic', fallbacks: 1 })
      // It asks the first once more before.
      expect([asked, value!.attempts.length]).toEqual([3, 1])
    },
    patience,
  )

  test('and by a request, in a stream as well', async () => {
    running.emulator.inject({ service: 'openai', status: 500, times: Infinity })
    const options = { fallbacks: [claude], numRetries: 0 }
    const { asked, value } = await counted(llm.stream({ model: at(options), prompt }).result())
    expect(value!.text).toContain(`for ${claude},`)
    expect([asked, value!.attempts.length]).toEqual([2, 1])
  })

  test(
    'the proxy retries: one attempt of the router',
    async () => {
      running.emulator.inject({ status: 503, times: 1 })
      const { asked, value } = await counted(llm.chat({ model: at({}), prompt }))
      expect([asked, value!.attempts.length]).toEqual([2, 1])
      // 1.77.7 said 0.
      expect(value!.gateway!.retries).toBe(1)
    },
    patience,
  )

  test(
    'when all of it fails, the router does not begin anew',
    async () => {
      running.emulator.inject({ status: 503, times: Infinity })
      const { asked, error } = await counted(llm.chat({ model: at({}, chained), prompt }))
      expect(asked).toBe(4)
      expect(error).toMatchObject({ code: 'overloaded', status: 503, retry: 'other', attempts: { length: 1 } })
    },
    patience,
  )

  test(
    'but goes on to its own next target',
    async () => {
      running.emulator.inject({ status: 503, times: 2 })
      const { asked, value } = await counted(llm.chat({ model: [at({}), `openai/${model}`], prompt }))
      expect([asked, value!.target.provider, value!.attempts.length]).toEqual([3, 'openai', 2])
    },
    patience,
  )

  test('where the router retries, the proxy does neither', async () => {
    running.emulator.inject({ status: 503, times: Infinity })
    const { asked, error } = await counted(llm.chat({ model: at({}, chained, 'obedient'), prompt }))
    expect(asked).toBe((error!['attempts'] as unknown[]).length)
    expect(asked).toBeGreaterThan(1)
    running.emulator.clearFaults()
    running.emulator.inject({ status: 503, times: 1 })
    const mended = await counted(fresh().chat({ model: at({}, chained, 'obedient'), prompt }))
    expect([mended.asked, mended.value!.attempts.length]).toEqual([2, 2])
    expect(mended.value!.text).toContain(`for ${chained},`)
  })

  test('and so for forms, which say it in headers', async () => {
    running.emulator.inject({ status: 503, times: 1 })
    const audio = { type: 'media', mediaType: 'audio/wav', data: 'UklGRg==' } as const
    const { asked, value } = await counted(llm.transcribe({ model: 'obedient/whisper-1', audio }))
    expect([asked, value!.attempts.length]).toEqual([2, 2])
  })
})

describe('cache', () => {
  test('answers what it has kept, at no cost', async () => {
    const request = { model: at({ cache: { useCache: true, ttlSeconds: 60 } }), prompt: 'Keep this.' }
    const first = await counted(llm.chat(request))
    const second = await counted(llm.chat(request))
    expect([first.asked, second.asked]).toEqual([1, 0])
    expect(second.value!.text).toBe(first.value!.text)
    expect(first.value!.gateway).not.toHaveProperty('cache')
    // 1.77.7 told neither the hit nor that it cost nothing.
    expect([second.value!.gateway!.cache, second.value!.cost!.usd]).toEqual(['HIT', 0])
    const anew = await counted(llm.chat({ ...request, model: at({ cache: { useCache: true, noCache: true } }) }))
    expect(anew.asked).toBe(1)
  })

  test('is asked by whoever wants it only, where it is set up so', async () => {
    const request = { model: at({}), prompt: 'Keep this not.' }
    expect([(await counted(llm.chat(request))).asked, (await counted(llm.chat(request))).asked]).toEqual([1, 1])
  })
})

describe('errors', () => {
  const failing = async (name: string, options: LiteLLMOptions = {}, request: object = {}) =>
    (await counted(fresh().chat({ model: at({ numRetries: 0, ...options }, name), prompt, ...request }))).error

  test('of the proxy: key, name, limit, guardrail, tags', async () => {
    const stranger = fresh({ apiKey: 'sk-of-somebody' })
    await expect(stranger.chat({ model: at({}), prompt })).rejects.toMatchObject({
      code: 'auth',
      // With a database it would be a 401.
      status: 400,
      rawCode: 'no_db_connection',
    })
    expect(await failing('nosuch')).toMatchObject({ code: 'not-found', status: 400 })
    expect(await failing('limited')).toBeUndefined()
    expect(await failing('limited')).toMatchObject({ code: 'rate-limit', status: 429, retry: 'other' })
    expect(await failing(model, { tags: ['of-nobody'] })).toMatchObject({ code: 'permission', status: 401 })
    const blocked = await failing(model, { guardrails: ['words'] }, { prompt: 'This is forbidden.' })
    expect(blocked).toMatchObject({ code: 'content-filter', status: 400 })
    expect(await failing(model, { guardrails: ['words'] })).toBeUndefined()
  })

  test('of a service behind: key, limit, account, length, time', async () => {
    expect(await failing('stranger')).toMatchObject({ code: 'permission', status: 401, rawCode: 'AuthenticationError' })
    const { emulator } = running
    const answering = async (fault: object) => {
      emulator.clearFaults()
      emulator.inject({ ...fault, times: Infinity })
      return failing(model)
    }
    expect(await answering({ status: 429, body: { error: { message: 'Slow down.' } }, retryAfter: 7 })).toMatchObject({
      code: 'rate-limit',
      retry: 'other',
      retryAfterMs: 7000,
    })
    expect(await answering({ status: 429, code: 'insufficient_quota' })).toMatchObject({ code: 'rate-limit' })
    expect(await answering({ status: 500 })).toMatchObject({ code: 'server', status: 500, retry: 'other' })
    expect(await answering({ status: 400, code: 'context_length_exceeded' })).toMatchObject({ code: 'context-length' })
    expect(await answering({ html: true })).toMatchObject({ code: 'server' })
    emulator.clearFaults()
    emulator.inject({ slowFirstByte: 2000, times: Infinity })
    expect(await failing('hasty')).toMatchObject({ code: 'timeout', status: 408, retry: 'other' })
  })

  test('a key that is refused behind does not put the proxy aside', async () => {
    await counted(llm.chat({ model: at({}, 'stranger'), prompt }))
    const { target } = await llm.chat({ model: [at({}), `openai/${model}`], prompt })
    expect(target.provider).toBe('litellm')
  })

  test('in the middle of a stream: told, or closed as if nothing were wrong', async () => {
    const broken = async (fault: object, name: string) => {
      running.emulator.clearFaults()
      running.emulator.inject(fault)
      return counted(
        fresh()
          .stream({ model: `litellm/${name}`, prompt, maxOutputTokens: 500 })
          .result(),
      )
    }
    expect((await broken({ inBandError: 4 }, model)).error).toMatchObject({ code: 'server', committed: true })
    // What nobody here can know: the proxy ends what was cut with `stop`, and counts its tokens itself.
    const cut = (await broken({ cutAfter: 4 }, model)).value!
    expect([cut.finishReason, cut.text.length < 20, cut.usage!.output! < 10]).toEqual(['stop', true, true])
  })

  test('tell neither keys nor how the proxy is set up', async () => {
    const errors = [await failing('stranger'), await failing('limited'), await failing('nosuch')]
    running.emulator.inject({ status: 503, times: Infinity })
    errors.push(await failing(model), await failing(chained))
    const told = errors.map((error) => JSON.stringify([error, error!['detail'], error!['message']])).join('\n')
    expect(told).not.toMatch(/of-somebody-else|model group|Fallback|Deployment Info|cooldown_list/)
  })
})

describe('everything else', () => {
  test('embeddings, a ranking, a judgement', async () => {
    const { embeddings, gateway, cost } = await llm.embed({
      model: 'litellm/text-embedding-3-small',
      input: ['a', 'b'],
    })
    expect(embeddings.map((vector) => vector.every(Number.isFinite))).toEqual([true, true])
    expect([gateway!.provider, cost!.source]).toEqual(['openai', 'reported'])
    const { ranking } = await llm.rerank({
      model: 'litellm/rerank-v4.0-pro',
      query: 'fish',
      documents: ['a car', 'a fish'],
    })
    expect(ranking[0]!.index).toBe(1)
    const { results } = await llm.moderate({ model: 'litellm/omni-moderation-latest', input: 'Hello' })
    expect(results[0]!.flagged).toBe(false)
  })

  test('a text that goes on, a picture', async () => {
    const { text } = await llm.complete({ model: `litellm/${model}`, prompt: 'Once' })
    expect(text.length).toBeGreaterThan(3)
    const { images } = await llm.image({ model: 'litellm/gpt-image-2', prompt: 'A heron.' })
    expect(images[0]!.data!.length).toBeGreaterThan(20)
  })

  test('speech, and what was said', async () => {
    const { audio } = await llm.speech({
      model: 'litellm/gpt-4o-mini-tts',
      input: 'Hello.',
      voice: 'alloy',
      mediaType: 'audio/wav',
    })
    expect(audio.mediaType).toBe('audio/wav')
    const { text } = await llm.transcribe({ model: 'litellm/whisper-1', audio })
    expect(text.length).toBeGreaterThan(3)
  })

  test('counts: the proxy’s estimate, and that of the service', async () => {
    const tools = [{ name: 'f', description: 'Does it.', input: { type: 'object', properties: {} } }]
    const count = async (request: object, options: LiteLLMOptions = {}) =>
      counted(llm.countTokens({ model: at(options, claude), prompt, ...request }))
    const plain = await count({})
    expect(plain).toMatchObject({ asked: 0, value: { model: claude } })
    expect((await count({ tools })).value!.inputTokens).toBeGreaterThan(plain.value!.inputTokens)
    expect((await count({ tools }, { api: 'messages' })).asked).toBe(1)
  })

  test('the models, with windows and prices', async () => {
    const models = await llm.models({ provider: 'litellm', live: true })
    expect(models.find(({ id }) => id === model)).toMatchObject({
      capabilities: ['chat'],
      maxInput: 272_000,
      input: ['text', 'image'],
      features: ['tools', 'reasoning'],
      price: { prices: { input: 0.75, output: 4.5 } },
    })
    const capabilityOf = (name: string) => models.find(({ id }) => id === name)!.capabilities[0]
    expect(['text-embedding-3-small', 'rerank-v4.0-pro', 'whisper-1'].map(capabilityOf)).toEqual([
      'embed',
      'rerank',
      'transcribe',
    ])
  })

  test('health, deployments, guardrails; keys and spend want a database', async () => {
    const proxy = llm.of(litellm)
    // 1.77.7 said its version here as well.
    expect(await proxy.readiness()).toMatchObject({ status: 'healthy' })
    const { healthy, unhealthy } = await proxy.health({ model })
    expect([healthy.length, unhealthy.length]).toEqual([1, 0])
    expect((await proxy.modelInfo()).map(({ model_name: name }) => name)).toContain('pair')
    expect(await proxy.guardrails()).toMatchObject({ guardrails: [{ guardrail_name: 'words' }] })
    for (const call of [proxy.createKey({ maxBudget: 1 }), proxy.key({}), proxy.spendLogs({})])
      await expect(call).rejects.toMatchObject({ code: 'server', status: 500 })
  })

  test('files and batches', async () => {
    const custom = { customProvider: 'openai' }
    const body = { model, messages: [{ role: 'user', content: prompt }] }
    const line = { custom_id: 'a', method: 'POST', url: '/v1/chat/completions', body }
    const data = new TextEncoder().encode(JSON.stringify(line))
    const stored = { provider: 'litellm', data, name: 'a.jsonl', mediaType: 'application/jsonl', purpose: 'batch' }
    const { file } = await llm.files.put(stored)
    expect((await llm.files.get(file)).name).toBe('a.jsonl')
    const { items } = await llm.batch({ model: at(custom), requests: [{ id: 'a', request: { prompt: 'One?' } }] })
    expect(items[0]).toMatchObject({ id: 'a', result: { text: expect.any(String) } })
  })
})
