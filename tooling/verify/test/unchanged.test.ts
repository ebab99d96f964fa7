import { createRouter } from '@llmrr/core'
import { azureOpenAI } from '@llmrr/provider-azure-openai'
import { bedrock } from '@llmrr/provider-bedrock'
import { cohere } from '@llmrr/provider-cohere'
import { google } from '@llmrr/provider-google'
import { openai } from '@llmrr/provider-openai'
import { replicate } from '@llmrr/provider-replicate'
import { vertex } from '@llmrr/provider-vertex'
import { startEmulator } from '@llmrr/testing/emulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EmbedRequest, RerankRequest, Router } from '@llmrr/core'
import type { Emulator } from '@llmrr/testing/emulator'

const embed: EmbedRequest = { input: ['A goldfish swims.', 'A shark swims, too.'], purpose: 'document' }
const rerank: RerankRequest = {
  query: 'Which fish is orange?',
  documents: ['Sharks are grey.', 'A goldfish is orange.', 'Whales are no fish.'],
  topN: 2,
}

describe('one request, unchanged, at every service that takes it', () => {
  let emulator: Emulator
  let llm: Router
  beforeAll(async () => {
    emulator = await startEmulator()
    const at = (service: 'openai' | 'cohere' | 'azure-openai' | 'bedrock' | 'google' | 'replicate') => ({
      apiKey: emulator.key(service),
      baseURL: emulator.baseURL(service),
    })
    llm = createRouter({
      use: [
        openai(at('openai')),
        cohere(at('cohere')),
        azureOpenAI(at('azure-openai')),
        bedrock({ ...at('bedrock'), region: 'us-east-1' }),
        google(at('google')),
        replicate(at('replicate')),
        vertex({
          project: 'p1',
          location: 'global',
          baseURL: emulator.baseURL('vertex'),
          auth: () => ({ authorization: `Bearer ${emulator.key('vertex')}` }),
        }),
      ],
    })
  })
  afterAll(() => emulator.close())

  it.each([
    'openai/text-embedding-3-small',
    'azure-openai/text-embedding-3-small',
    'cohere/embed-v4.0',
    'bedrock/amazon.titan-embed-text-v2:0',
    'bedrock/cohere.embed-v4:0',
    'google/gemini-embedding-001',
    'vertex/gemini-embedding-001',
    'vertex/gemini-embedding-2',
    'replicate/acme/embed',
  ])('%s embeds two texts', async (model) => {
    const { embeddings, usage } = await llm.embed({ model, ...embed })
    expect(embeddings).toHaveLength(2)
    expect(embeddings[0]!.length).toBeGreaterThan(8)
    expect(embeddings[1]).toHaveLength(embeddings[0]!.length)
    if (usage) expect(Object.values(usage).every((count) => count > 0)).toBe(true)
  })

  it.each(['cohere/rerank-v4.0-pro', 'bedrock/cohere.rerank-v3-5:0'])('%s reranks three documents', async (model) => {
    const { ranking } = await llm.rerank({ model, ...rerank })
    expect(ranking).toHaveLength(2)
    expect(ranking[0]!.score).toBeGreaterThanOrEqual(ranking[1]!.score)
    for (const { index } of ranking) expect([0, 1, 2]).toContain(index)
  })
})
