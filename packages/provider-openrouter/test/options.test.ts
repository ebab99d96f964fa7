import { expect, test } from 'vitest'
import { options } from '../src/options.ts'

const check = (value: unknown) => options['~standard'].validate(value) as { issues?: readonly { message: string }[] }

test('takes every option', () => {
  const result = check({
    api: 'responses',
    provider: {
      order: ['azure'],
      only: ['azure', 'openai/flex'],
      ignore: ['novita'],
      allowFallbacks: false,
      requireParameters: true,
      dataCollection: 'deny',
      zdr: true,
      enforceDistillableText: true,
      quantizations: ['fp8'],
      sort: 'throughput',
      preferredMinThroughput: 50,
      preferredMaxLatency: { p50: 1, p99: 5 },
      maxPrice: { prompt: 1, completion: '2' },
      options: { openai: { instructions: 'calm' } },
    },
    models: ['a/b'],
    plugins: [{ id: 'file-parser', pdf: { engine: 'native' } }],
    tools: ['web_search', { type: 'openrouter:datetime', parameters: {} }],
    maxToolCalls: 3,
    stopServerToolsWhen: [{ type: 'max_cost' }],
    preset: 'mine',
    sessionId: 's',
    trace: { trace_id: 't' },
    minP: 0.1,
    topA: 0.1,
    repetitionPenalty: 1,
    logitBias: { '7': -1 },
    verbosity: 'max',
    prediction: { type: 'content', content: '' },
    modalities: ['image'],
    audio: { voice: 'alloy', format: 'wav' },
    imageConfig: { aspect_ratio: '1:1' },
    promptCacheOptions: { mode: 'explicit' },
    metadata: true,
    responseCache: { ttlSeconds: 60, clear: true },
    inputType: 'search_query',
    resolution: '2K',
    outputCompression: 80,
    inputReferences: [{ type: 'input_audio' }],
    callbackUrl: 'https://example.org/done',
  })
  expect(result.issues).toBeUndefined()
})

test('refuses an option that it does not know, and names it', () => {
  expect(check({ session_id: 's' }).issues?.[0]?.message).toContain('session_id')
  expect(check({ provider: { allow_fallbacks: false } }).issues?.[0]?.message).toContain('allow_fallbacks')
})

test('refuses a value that the service would', () => {
  expect(check({ provider: { dataCollection: 'maybe' } }).issues).toHaveLength(1)
  expect(check({ modalities: ['smell'] }).issues).toHaveLength(1)
})
