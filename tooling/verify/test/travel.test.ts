import { createRouter } from '@llmrr/core'
import { startEmulator } from '@llmrr/testing/emulator'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emulated } from './emulated-services.ts'
import type { ChatResult, Message, Part, Router } from '@llmrr/core'
import type { Emulator } from '@llmrr/testing/emulator'

// One model of each service that takes pictures, thinks and calls tools: the usual one, unless it does not.
const models: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    emulated.filter(({ lacks = [] }) => lacks.length === 0).map(({ service, models: own }) => [service, own['chat']!]),
  ),
  groq: 'qwen/qwen3.6-27b',
  google: 'gemini-3-flash-preview',
}
const services = Object.keys(models)

// One dot of a picture is enough to have one in the conversation.
const picture = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const weather = {
  name: 'get_weather',
  description: 'The weather of a city.',
  input: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'], additionalProperties: false },
}

// Claude's signatures are good wherever Claude is served, as Anthropic documents.
const understood = (service: string): readonly string[] =>
  service === 'bedrock' ? ['bedrock', 'anthropic'] : [service]

/** An opaque string of an answer, and where it is valid. */
interface Sealed {
  readonly origin: string
  readonly secret: string
}

/** The opaque strings that an answer carries for its owner. */
function sealed(parts: readonly Part[]): Sealed[] {
  const found: Sealed[] = []
  const walk = (origin: string, value: unknown): void => {
    if (typeof value === 'string') {
      if (value.length >= 16) found.push({ origin, secret: value })
    } else if (typeof value === 'object' && value !== null) for (const one of Object.values(value)) walk(origin, one)
  }
  for (const part of parts) {
    for (const [origin, state] of Object.entries(part.state ?? {})) walk(origin, state)
  }
  return found
}

describe('a conversation that moves between services', () => {
  let emulator: Emulator
  let llm: Router
  beforeAll(async () => {
    emulator = await startEmulator()
    llm = createRouter({
      use: emulated.map(({ service, plugin }) =>
        plugin({ apiKey: emulator.key(service), baseURL: emulator.baseURL(service) }),
      ),
    }) as Router
  })
  afterAll(() => emulator.close())

  /** Asks one service; answers what came, and what was sent. */
  async function ask(service: string, messages: readonly Message[]): Promise<{ answer: ChatResult; sent: string }> {
    const answer = await llm.chat({
      model: `${service}/${models[service]}`,
      messages,
      tools: [weather],
      reasoning: 'low',
    })
    return { answer, sent: JSON.stringify(emulator.requests.at(-1)!.body) }
  }

  it('is accepted wherever it goes: state returns to its owner and to nobody else', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...services), { minLength: 4, maxLength: 6 }), async (route) => {
        const messages: Message[] = [
          { role: 'system', content: 'You are brief.' },
          {
            role: 'user',
            content: [
              { type: 'media', mediaType: 'image/png', data: picture },
              { type: 'text', text: 'Call get_weather for the city in the picture.' },
            ],
          },
        ]
        const owned: Sealed[] = []
        for (const service of route) {
          const { answer, sent } = await ask(service, messages)
          for (const { origin, secret } of owned)
            if (!understood(service).includes(origin)) expect(sent).not.toContain(secret)
          owned.push(...sealed(answer.parts))
          messages.push({ role: 'assistant', content: answer.parts })
          if (answer.toolCalls.length > 0) {
            messages.push({
              role: 'tool',
              content: answer.toolCalls.map(({ id, name }) => ({ type: 'tool-result', id, name, output: '4 C, rain' })),
            })
          } else messages.push({ role: 'user', content: 'And tomorrow? Call get_weather once more.' })
        }
      }),
      { numRuns: 120, seed: 20261124 },
    )
  })

  it.each(['anthropic', 'openai', 'bedrock', 'azure-openai', 'google', 'vertex', 'openrouter'])(
    '%s gets its reasoning back after the others have had their turns',
    async (home) => {
      const messages: Message[] = [{ role: 'user', content: 'Call get_weather for Oslo.' }]
      const first = await ask(home, messages)
      const secrets = sealed(first.answer.parts)
      expect(secrets.length).toBeGreaterThan(0)
      messages.push({ role: 'assistant', content: first.answer.parts })
      messages.push({
        role: 'tool',
        content: first.answer.toolCalls.map(({ id, name }) => ({ type: 'tool-result', id, name, output: 'sun' })),
      })
      for (const service of services.filter((one) => one !== home)) {
        const { answer, sent } = await ask(service, messages)
        for (const secret of secrets) expect(sent).not.toContain(secret)
        messages.push({ role: 'assistant', content: answer.parts }, { role: 'user', content: 'Go on.' })
      }
      const { sent } = await ask(home, messages)
      for (const { secret } of secrets) expect(sent).toContain(secret)
    },
  )
})
