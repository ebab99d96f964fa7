import { createRouter } from '@llmrr/core'
import { startEmulator } from '@llmrr/testing/emulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emulated } from './emulated-services.ts'
import type { EmbedRequest, RerankRequest, Router } from '@llmrr/core'
import type { Emulator } from '@llmrr/testing/emulator'

const embed: EmbedRequest = { input: ['A goldfish swims.', 'A shark swims, too.'], purpose: 'document' }
const rerank: RerankRequest = {
  query: 'Which fish is orange?',
  documents: ['Sharks are grey.', 'A goldfish is orange.', 'Whales are no fish.'],
  topN: 2,
}

/** The models of every service that can do it, and others that are asked in a way of their own. */
const models = (capability: string, ...others: readonly string[]): readonly string[] => [
  ...emulated.flatMap(({ service, models: own }) => (own[capability] ? [`${service}/${own[capability]}`] : [])),
  ...others,
]

describe('one request, unchanged, at every service that takes it', () => {
  let emulator: Emulator
  let llm: Router
  beforeAll(async () => {
    emulator = await startEmulator()
    llm = createRouter({
      use: emulated.map(({ service, plugin }) =>
        plugin({ apiKey: emulator.key(service), baseURL: emulator.baseURL(service) }),
      ),
      // Runs are looked at again at once.
      host: { sleep: () => Promise.resolve() },
    }) as Router
  })
  afterAll(() => emulator.close())

  it.each(models('embed', 'bedrock/cohere.embed-v4:0', 'google/gemini-embedding-001', 'vertex/gemini-embedding-001'))(
    '%s embeds two texts',
    async (model) => {
      const { embeddings, usage } = await llm.embed({ model, ...embed })
      expect(embeddings).toHaveLength(2)
      expect(embeddings[0]!.length).toBeGreaterThan(8)
      expect(embeddings[1]).toHaveLength(embeddings[0]!.length)
      if (usage) expect(Object.values(usage).every((count) => count > 0)).toBe(true)
    },
  )

  it.each(models('rerank'))('%s reranks three documents', async (model) => {
    const { ranking } = await llm.rerank({ model, ...rerank })
    expect(ranking).toHaveLength(2)
    expect(ranking[0]!.score).toBeGreaterThanOrEqual(ranking[1]!.score)
    for (const { index } of ranking) expect([0, 1, 2]).toContain(index)
  })
})
