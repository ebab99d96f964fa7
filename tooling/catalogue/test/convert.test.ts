import { describe, expect, test } from 'vitest'
import { convert } from '../src/convert.ts'
import { model } from './source-files.ts'

const from = { source: 'models.dev', asOf: '2026-07-01' }
const info = (more: object, id = 'acme-1') => convert(id, model(more), from).info
const problems = (more: object) => convert('acme-1', model(more), from).problems

describe('what is read', () => {
  test('carries facts and no prose', () => {
    expect(info({ description: 'The best of all.', family: 'acme', knowledge: '2025-06', open_weights: true })).toEqual(
      {
        id: 'acme-1',
        name: 'Acme One',
        family: 'acme',
        capabilities: ['chat'],
        contextWindow: 1000,
        maxOutput: 100,
        input: ['text'],
        output: ['text'],
        features: ['tools', 'temperature'],
        price: { prices: { input: 2, output: 8 }, ...from },
        released: '2026-01-01',
        knowledge: '2025-06',
        openWeights: true,
        ...from,
      },
    )
  })

  test('a PDF is a document, and modalities have one order', () => {
    expect(info({ modalities: { input: ['pdf', 'audio', 'text'], output: ['text'] } })?.input).toEqual([
      'text',
      'audio',
      'document',
    ])
  })

  test('a limit of 0 is unknown, and a longest prompt only stands where it is less than the window', () => {
    expect(info({ limit: { context: 0, input: 0, output: 0 } })).not.toHaveProperty('contextWindow')
    expect(info({ limit: { context: 900, input: 900, output: 10 } })).not.toHaveProperty('maxInput')
    expect(info({ limit: { context: 900, input: 700, output: 10 } })?.maxInput).toBe(700)
  })

  test('efforts are weakest first, without the one for "unset"', () => {
    expect(
      info({ reasoning_options: [{ type: 'toggle' }, { type: 'effort', values: ['max', null, 'low', 'none'] }] })
        ?.efforts,
    ).toEqual(['none', 'low', 'max'])
  })

  test('a score keeps its publisher and date, and one of another harness is left out', () => {
    const aider = { name: 'Aider Polyglot', metric: 'percent correct', source: 'https://aider.chat/docs/leaderboards/' }
    const benchmarks = [
      { ...aider, harness: 'other', score: 99 },
      { ...aider, score: 61.5, date: '2026-02-03' },
    ]
    expect(info({ benchmarks })?.quality).toEqual({
      'aider-polyglot': { value: 61.5, source: 'aider.chat', asOf: '2026-02-03' },
    })
  })
})

describe('prices', () => {
  const price = (cost: object, more: object = {}) => info({ cost, ...more })?.price

  test('every cost field goes to its meter', () => {
    const cost = {
      input: 1,
      output: 2,
      reasoning: 3,
      cache_read: 4,
      cache_write: 5,
      input_audio: 6,
      output_audio: 7,
      per_minute: 6,
      request: 5,
    }
    expect(price(cost)?.prices).toEqual({
      input: 1,
      output: 2,
      reasoning: 3,
      cacheRead: 4,
      cacheWrite: 5,
      audioInput: 6,
      audioOutput: 7,
      seconds: 0.1,
      searches: 0.005,
    })
    expect(price({ input: 1, output: 2, cached_input: 0.5 })?.prices.cacheRead).toBe(0.5)
  })

  test('a 0 is left out, and all zeros are no price', () => {
    expect(price({ input: 1, output: 2, cache_read: 0 })?.prices).toEqual({ input: 1, output: 2 })
    expect(price({ input: 0, output: 0 })).toBeUndefined()
  })

  test('tiers are prices above a length of the prompt, also in the older spelling', () => {
    const tier = { input: 2, output: 3 }
    expect(price({ input: 1, output: 2, tiers: [{ tier: { type: 'context', size: 5000 }, ...tier }] })?.above).toEqual([
      { input: 5000, prices: tier },
    ])
    expect(price({ input: 1, output: 2, context_over_200k: tier })?.above).toEqual([{ input: 200_000, prices: tier }])
  })

  test('a mode whose prices are one multiple is a factor, by the word that asks for it', () => {
    const modes = { fast: { cost: { input: 2.5, output: 5 }, provider: { body: { service_tier: 'priority' } } } }
    expect(price({ input: 1, output: 2 }, { experimental: { modes } })?.factors).toEqual({ priority: 2.5 })
  })

  test('a mode whose prices are no multiple is a problem', () => {
    const modes = { fast: { cost: { input: 2, output: 5 }, provider: { body: { speed: 'fast' } } } }
    expect(problems({ cost: { input: 1, output: 2 }, experimental: { modes } })).toEqual([
      `the prices of mode "fast" are not one multiple of the model's, asked for by one word`,
    ])
  })

  test('caching is a feature where reading from the cache has a price', () => {
    expect(info({ cost: { input: 1, output: 2, cache_read: 0.1 } })?.features).toContain('prompt-caching')
  })
})

describe('what it can be used for', () => {
  const used = (id: string, input: string[], output: string[], family?: string) =>
    info({ modalities: { input, output }, family }, id)?.capabilities

  test.each([
    ['acme-embed-2', ['text'], ['text'], undefined, ['embed']],
    ['v3', ['text'], ['text'], 'text-embedding', ['embed']],
    ['acme-rerank', ['text'], ['text'], undefined, ['rerank']],
    ['acme-moderation', ['text'], ['text'], undefined, ['moderate']],
    ['whisper-9', ['audio'], ['text'], undefined, ['transcribe']],
    ['acme-voice', ['text'], ['audio'], undefined, ['speech']],
    ['acme-film', ['text', 'image'], ['video'], undefined, ['video']],
    ['acme-paint', ['text', 'image'], ['image'], undefined, ['image']],
    ['gpt-image-9', ['text', 'image'], ['text', 'image'], 'gpt-image', ['image']],
    ['acme-all', ['text', 'image'], ['text', 'image'], undefined, ['chat', 'image']],
    ['acme-see', ['text', 'image', 'pdf'], ['text'], undefined, ['chat']],
    ['acme-detector', ['video'], ['text'], undefined, []],
  ])('%s reads %j and writes %j', (id, input, output, family, capabilities) => {
    expect(used(id, input, output, family)).toEqual(capabilities)
  })
})

describe('what is not understood', () => {
  test.each([
    [{ vibe: 'great' }, 'unknown field "vibe"'],
    [{ cost: { input: 1, output: 1, thoughts: 3 } }, 'unknown field "cost.thoughts"'],
    [{ limit: { context: 1, output: 1, images: 3 } }, 'unknown field "limit.images"'],
    [
      { cost: { input: 1, output: 1, tiers: [{ tier: { size: 1, days: 3 } }] } },
      'unknown field "cost.tiers.0.tier.days"',
    ],
    [
      { experimental: { modes: { fast: { cost: { input: 1, thoughts: 2 } } } } },
      'unknown field "experimental.modes.fast.cost.thoughts"',
    ],
    [
      { reasoning_options: [{ type: 'effort', values: ['low'], unit: 'x' }] },
      'unknown field "reasoning_options.0.unit"',
    ],
    [{ reasoning_options: [{ type: 'effort', values: ['heroic'] }] }, 'unknown effort "heroic"'],
  ])('%j', (more, problem) => {
    expect(problems(more)).toEqual([problem])
  })

  test('an unknown word for a modality or a status names the place', () => {
    expect(problems({ modalities: { input: ['smell'], output: ['text'] } })[0]).toContain(
      '"modalities.input.0" should be',
    )
    expect(problems({ status: 'sunset' })[0]).toContain('"status" should be')
  })

  test('a price below zero', () => {
    expect(problems({ cost: { input: -1, output: 1 } })).toEqual(['"cost.input" should be >=0, not -1'])
  })
})
