import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { formatWithOptions, promisify } from 'node:util'
import { afterEach, expect, test, vi } from 'vitest'
import { createRouter } from '@llmrr/core'
import { startEmulator } from '@llmrr/testing/emulator'
import type { Emulator, EmulatorOptions } from '@llmrr/testing/emulator'

const folder = join(import.meta.dirname, '../examples')

const ran = new Set<string>()
let emulator: Emulator | undefined
afterEach(async () => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  await emulator?.close()
  emulator = undefined
})

/** Runs an example as it is, its services played by the emulator. Answers the lines that it prints. */
async function run(file: string, options: EmulatorOptions = {}): Promise<string[]> {
  ran.add(file)
  const started = (emulator = await startEmulator(options))
  for (const [name, value] of Object.entries(started.env())) vi.stubEnv(name, value)
  let printed = ''
  vi.spyOn(console, 'log').mockImplementation((...values) => {
    printed += `${formatWithOptions({ colors: false }, ...(values as [unknown]))}\n`
  })
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += text as string
    return true
  })
  await import(join(folder, file))
  vi.restoreAllMocks()
  return printed.trimEnd().split('\n')
}

test('quick-start: answers, tells what it took, and streams', async () => {
  const lines = await run('quick-start.ts')
  expect(lines[0]).toContain('Explain backpressure to a goldfish.')
  expect(lines[1]).toMatch(/^\{ provider: 'groq', model: 'openai\/gpt-oss-120b' \} \{ input: \d+/)
  expect(lines.slice(2).join('\n')).toContain('And to a shark?')
})

test('fallback: the first is limited, the second is cut before its first word, the third answers', async () => {
  const lines = await run('fallback.ts', {
    faults: [
      { service: 'groq', status: 429, retryAfter: 7 },
      { service: 'anthropic', resetAfter: 0 },
    ],
  })
  expect(lines.map((line) => line.replace(/ \d+ ms$/, ''))).toEqual([
    'groq/openai/gpt-oss-20b rate-limit',
    'anthropic/claude-haiku-4-5 network',
    'openai/gpt-6-luna ok',
  ])
})

test('routing: routes, strategies and targets lead where they say', async () => {
  expect(await run('routing.ts')).toEqual(['gpt-6.1-sol'])
  const asked = emulator?.requests.map(({ service, headers }) => [service, headers['x-team']])
  expect(asked).toEqual([
    ['groq', undefined],
    [expect.any(String), undefined],
    ['anthropic', undefined],
    ['openai', 'herons'],
  ])
})

test('policies: the second of two equal calls comes from the cache', async () => {
  const lines = await run('policies.ts')
  expect(lines.join('\n')).toMatch(/^undefined \{ saved: \{.*\{ usd: 0/s)
  expect(emulator?.requests).toHaveLength(1)
})

test('strategy: open weights come first', async () => {
  expect(await run('strategy.ts')).toEqual(['groq'])
})

test('observe: attempts and the call are told', async () => {
  const lines = await run('observe.ts', { faults: [{ service: 'groq', status: 503 }] })
  expect(lines).toEqual(['groq overloaded', 'openai ok', expect.stringMatching(/^fast ok 0\.\d+ true$/)])
})

test('streaming: events, the whole result, break and abort', async () => {
  const lines = await run('streaming.ts')
  expect(lines.join('\n')).toContain('Describe a heron in three sentences.')
  expect(lines.at(-2)).toBe('true 1 catalogue')
  expect(lines.at(-1)).toBe('aborted')
})

test('errors: codes, a stream cut after its commit point, warnings', async () => {
  const lines = await run('errors.ts', {
    faults: [{ path: '/v1/responses', after: 1, resetAfter: 12 }],
    writes: 'event',
  })
  expect(lines[0]).toMatch(/^not-found other 40\d openai answered not-found/)
  expect(lines).toContainEqual(expect.stringMatching(/^cut after \d+ characters: network$/))
  expect(lines.at(-2)).toMatch(/^topK /)
  expect(lines.at(-1)).toBe('unsupported')
})

test('cost: usage in disjoint meters, cost by the catalogue, spent by tag', async () => {
  const lines = (await run('cost.ts')).join('\n')
  expect(lines).toContain("source: 'catalogue'")
  expect(lines).toMatch(/Map\(2\) \{ 'team-a' => 0\.0\d+, 'batch' => 0\.0\d+ \}/)
})

test('chat: turns, a picture, settings', async () => {
  expect(await run('chat.ts')).toEqual([expect.stringMatching(/^stop stop \d+$/)])
})

test('tools: the call is answered, and the answer uses it', async () => {
  expect((await run('tools.ts')).join('\n')).toContain('3.42')
})

test('structured output: the answer keeps to the schema and is parsed', async () => {
  expect(await run('structured-output.ts')).toEqual([expect.stringMatching(/^\S.* \d+$/)])
})

test('capabilities: embeddings, moderation, image, speech, transcription, counting, files, extras', async () => {
  const lines = (await run('capabilities.ts')).join('\n')
  expect(lines).toMatch(/^2 false 1 audio\/\S+ string \d+\nstop \[/)
})

test('vision: a picture and a schema, at whichever of three services is there', async () => {
  const [said = ''] = await run('vision.ts', { faults: [{ service: 'openai', status: 503 }] })
  expect(said).toMatch(/^anthropic \{ animal: '.+', sun: (?:true|false) \} \{ usd: 0\.0/)
  const { messages } = emulator!.requests.at(-1)!.body as { messages: { content: { source?: object }[] }[] }
  expect(messages[0]?.content[1]?.source).toMatchObject({ media_type: 'image/png' })
})

test('audio: said aloud as a stream, and written down with times', async () => {
  const lines = await run('audio.ts', {
    faults: [{ path: '/v1/audio/transcriptions', service: 'openai', status: 429 }],
  })
  expect(lines[0]).toMatch(/^0 \d/)
  expect(lines.at(-1)).toMatch(/^groq \d+(?:\.\d+)? \d+$/)
})

test('search: pages alone, and an answer that has searched, at the second of three services', async () => {
  const lines = await run('search.ts', { faults: [{ service: 'perplexity', path: '/chat/completions', status: 503 }] })
  expect(lines.slice(0, 3)).toEqual(Array(3).fill(expect.stringMatching(/ https:\/\/example\.com\//)))
  expect(lines.slice(3).join(' ')).toMatch(/^openai .*goldfish.* [1-9]\d*$/)
})

test('batch: submitted, kept as JSON, waited for', async () => {
  // The half minute between two polls is no time here.
  const wait = globalThis.setTimeout
  vi.spyOn(globalThis, 'setTimeout').mockImplementation(((then: () => void, ms = 0, ...more: []) =>
    wait(then, ms / 1000, ...more)) as never)
  expect(await run('batch.ts')).toEqual(['Seine stop', 'Rhine stop'])
})

test('parrot: a provider of thirty lines is routed and counted', async () => {
  expect(await run('parrot.ts')).toEqual(['macaw HELLO BACK { input: 2, output: 2 }'])
})

test('two instances: two ids of one provider', async () => {
  expect(await run('two-instances.ts')).toEqual(["[ 'openai', 'openai-eu' ]"])
})

test('models: what the catalogue knows, filtered', async () => {
  const lines = await run('models.ts')
  expect(lines.length).toBeGreaterThan(2)
  expect(lines[0]).toMatch(/^openai\/\S+ \d+ 0\.\d+ \d{4}-\d\d-\d\d$/)
  expect(lines.at(-1)).toBe('true')
})

test('readme: ten lines, attempts, a stream', async () => {
  const lines = await run('readme.ts', { faults: [{ service: 'groq', status: 503 }] })
  expect(lines[0]).toMatch(/goldfish.* \{ usd: 0\.\d+, source: 'catalogue'/)
  expect(lines.slice(1, 3)).toEqual([
    expect.stringMatching(/^groq\/openai\/gpt-oss-20b overloaded \d/),
    expect.stringMatching(/^openai\/gpt-6-luna ok \d/),
  ])
  expect(lines.at(-1)).toMatch(/\{ input: \d+.*\} stop$/)
})

test('emulator: started and closed by the example itself', async () => {
  expect(await run('emulator.ts')).toEqual(["{ provider: 'groq', model: 'openai/gpt-oss-20b' } 2"])
})

test('cohere: what the answer says rests on a document', async () => {
  expect(await run('cohere.ts')).toEqual(['Soup is 5, pie is 7. menu'])
})

test('azure-openai: two deployments, asked as the models that they serve', async () => {
  const [line] = await run('azure-openai.ts', { faults: [{ service: 'azure-openai', status: 429 }] })
  expect(line).toMatch(/goldfish.* spare 0\.0\d+$/)
})

test('bedrock: where one region is short of capacity, another answers', async () => {
  const [said = ''] = await run('bedrock.ts', { faults: [{ service: 'bedrock', status: 503, times: 3 }] })
  expect(said).toMatch(/^us\.anthropic\.claude-sonnet-4-6 .*circuit breaker.* usd/s)
})

test('replicate: a picture, its address and its price', async () => {
  const [said = ''] = await run('replicate.ts')
  expect(said).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/replicate\/delivery\/.*\.webp 0\.003$/)
})

test('openrouter: which model answered, at which host, and what was billed', async () => {
  const lines = (await run('openrouter.ts')).join('\n')
  expect(lines).toContain('Explain backpressure to a goldfish.')
  expect(lines).toMatch(/ openai\/gpt-5\.4-mini azure \{ usd: [\d.e-]+, source: 'reported' \}/)
})

test('together: an answer that keeps to an expression, and a picture of it', async () => {
  const lines = await run('together.ts', { answer: 'yes, because it forgets what it was asked' })
  expect(lines).toEqual(['yes, because it forgets what it was asked image/jpeg'])
})

test('fireworks: an answer that keeps to a grammar, and how long it took', async () => {
  const lines = await run('fireworks.ts', { answer: 'no' })
  expect(lines.join('\n')).toMatch(/firstTokenSeconds: 0\.253.*no/s)
})

test('google and vertex: what a search has found, and one place of several', async () => {
  const lines = await run('google.ts')
  expect(lines[0]).toMatch(/^The example notes .* https:\/\/example\.com\/notes\/\d+$/)
  await emulator?.close()
  const [said = ''] = await run('vertex.ts', { faults: [{ service: 'vertex', status: 404 }] })
  expect(said).toMatch(/backpressure.* gemini-3\.1-flash-lite \{ usd: 0\.0/s)
})

test('anthropic, groq and openai: hosted tools as options of a target', async () => {
  expect((await run('anthropic.ts')).join('\n')).toContain("type: 'source'")
  await emulator?.close()
  expect((await run('groq.ts')).join('\n')).toContain('What is new in Oslo today?')
  await emulator?.close()
  expect((await run('openai.ts')).join('\n')).toContain("type: 'source', url: 'https://example.com/")
})

test('openai-compatible: a server of one’s own, and a service behind it', async () => {
  const [said = ''] = await run('openai-compatible.ts')
  expect(said).toMatch(/^openai-compatible .*goldfish.* \{ usd: 0\.00/s)
  await emulator?.close()
  vi.resetModules()
  const [instead = ''] = await run('openai-compatible.ts', {
    faults: [{ service: 'openai-compatible', resetAfter: 0 }],
  })
  expect(instead).toMatch(/^groq /)
})

test('portkey: an answer with its way, and what it was worth', async () => {
  const lines = await run('portkey.ts')
  expect(lines.join('\n')).toMatch(/goldfish.*provider: 'openai'.*traceId: 'trace-/s)
  expect(emulator?.requests.map(({ path }) => path)).toEqual(['/v1/chat/completions', '/v1/feedback'])
})

test('litellm: an answer with its way and cost, the same from the cache, and a key', async () => {
  const [said, again, key] = await run('litellm.ts')
  expect(said).toMatch(/goldfish.*provider: 'openai'.*fallbacks: 0.*usd: 0\.0/s)
  expect([again, key]).toEqual(['HIT 0', 'sk- 5'])
})

test('cloudflare: a question and a picture, through a gateway’s address', async () => {
  const [said, picture] = await run('cloudflare.ts')
  expect(said).toMatch(/goldfish.* \{ usd: 0\.0/s)
  expect(picture).toBe('image/jpeg')
})

test('deepseek: an answer after thoughts, a text filled in, and the balance', async () => {
  const [said = ''] = await run('deepseek.ts')
  expect(said).toMatch(/Prove to a goldfish.*isPrime.* \{ usd: 0\.0.* 12\.5$/s)
})

test('huggingface: an answer of the cheapest host, and which label fits it', async () => {
  const lines = await run('huggingface.ts')
  expect(lines.join('\n')).toMatch(/goldfish.* cerebras\nfi(?:sh|nance)$/s)
})

test('cerebras: how long an answer took, and what is left', async () => {
  const lines = await run('cerebras.ts')
  expect(lines.join('\n')).toMatch(
    /totalSeconds: 0\.01.*goldfish.* \{ limit: 1000000, remaining: 999742, resetMs: 2560 \}$/s,
  )
})

test('xai: what searches have found, and a picture of it, with their cost', async () => {
  const [said = ''] = await run('xai.ts')
  expect(said).toMatch(/goldfish.* 3 \{ usd: 0\.0.* source: 'reported' \} image\/jpeg 0\.02$/s)
})

test('ollama: a model of one’s own calls a tool, at no cost', async () => {
  const lines = await run('ollama.ts')
  expect(lines[0]).toMatch(/3\.42.* 0$/s)
  expect(lines[1]).toMatch(/^768 /)
})

test('deepinfra: what it cost is what the service says', async () => {
  const lines = await run('deepinfra.ts')
  expect(lines[0]).toMatch(/goldfish.* \{ usd: 0\.0.*, source: 'reported' \}/s)
  expect(lines[1]).toMatch(/^(?:A fish|Goldfish swim)/)
})

test('mistral: a document read, and a question about it', async () => {
  const [said = ''] = await run('mistral.ts')
  expect(said).toMatch(/^2 .*cheapest soup.* \{ usd: 0\.00.*, source: 'catalogue'/s)
})

test('perplexity: an answer with its sources and its cost, and pages alone', async () => {
  const [said = '', found] = await run('perplexity.ts')
  expect(said).toMatch(/goldfish.* https:\/\/example\.com\/\S+ \{ usd: 0\.00\d+, source: 'reported' \}$/s)
  expect(found).toBe('3 https://example.com/goldfish/1')
})

test('novita: an answer, and a film that is waited for', async () => {
  const lines = await run('novita.ts')
  expect(lines[0]).toMatch(/goldfish.* \{ usd: 0\.0/s)
  expect(lines[1]).toMatch(/^video\/mp4 http.*\.mp4$/)
})

test('gateways: one attempt at a gateway that tries by itself, several where the router does, and what it cost', async () => {
  const lines = await run('gateways.ts', {
    faults: [{ service: 'litellm', model: 'gpt-5.4', status: 404 }],
  })
  expect(lines[0]).toMatch(
    /^1 litellm \{ provider: 'openai', .*fallbacks: 0 \} \{ usd: 0\.0\d+, source: 'reported' \}$/,
  )
  expect(lines[1]).toBe("[ 'gpt-5.4 not-found', 'gpt-5.4-mini ok' ]")
  expect(lines.slice(2).join(' ')).toMatch(
    /^1 \{ +provider: 'openai'.*retries: 0.* \{ usd: 0\.0\d+, source: 'catalogue'/,
  )
})

test('local: a machine of one’s own is asked first, at no cost; while it is off, the next', async () => {
  expect(await run('local.ts')).toEqual(['ollama 0'])
  await emulator?.close()
  vi.resetModules()
  const lines = await run('local.ts', { faults: [{ service: 'ollama', resetAfter: 0, times: Infinity }] })
  expect(lines).toEqual(['rack undefined'])
})

test('kit: a service that follows OpenAI, from its data', async () => {
  await run('kit.ts')
  const { acme } = await import('../examples/kit.ts')
  const baseURL = emulator!.baseURL('openai')
  const llm = createRouter({ use: [acme({ baseURL, apiKey: emulator!.key('openai') })] })
  expect((await llm.chat({ model: 'acme/gpt-4.1', prompt: 'Who are you?' })).text).toContain('Who are you?')
})

test('llmrr.config: the command finds its providers and routes', async () => {
  await run('llmrr.config.ts')
  const command = [
    join(import.meta.dirname, '../../../packages/cli/src/main.ts'),
    'chat',
    '--route',
    'fast',
    'Name a river.',
  ]
  const { stdout } = await promisify(execFile)(process.execPath, command, {
    cwd: folder,
    env: { PATH: process.env['PATH'], ...emulator?.env() },
  })
  expect(stdout).toMatch(/Name a river\..*openai\/gpt-oss-20b/)
})

test('every example has been run by one of these tests, or is a test itself', () => {
  const files = readdirSync(folder).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  // What a test of an example imports is run by that.
  expect(files.filter((file) => !ran.has(file) && file !== 'support-bot.ts')).toEqual([])
})
