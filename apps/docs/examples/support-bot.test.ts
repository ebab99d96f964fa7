// #region emulator
import { afterEach, expect, test } from 'vitest'
import { createRouter } from '@llmrr/core'
import { groq } from '@llmrr/provider-groq'
import { openai } from '@llmrr/provider-openai'
import { startEmulator } from '@llmrr/testing/emulator'
import { reply } from './support-bot.ts'

const emulator = await startEmulator({ answer: 'We open at nine.' })
const llm = createRouter({
  use: [
    groq({ baseURL: emulator.baseURL('groq'), apiKey: emulator.key('groq') }),
    openai({ baseURL: emulator.baseURL('openai'), apiKey: emulator.key('openai') }),
  ],
  routes: { support: ['groq', 'openai'] },
})
afterEach(() => emulator.clearFaults())

test('answers from the second service while the first is limited', async () => {
  emulator.inject({ service: 'groq', status: 429, retryAfter: 60 })
  expect(await reply(llm, 'When do you open?')).toBe('We open at nine.')
  expect(emulator.requests.map(({ service }) => service)).toEqual(['groq', 'openai'])
})
// #endregion emulator

// #region sent
test('asks kindly', async () => {
  await reply(llm, 'When do you open?')
  expect(emulator.requests.at(-1)?.body).toMatchObject({ instructions: 'Be kind.' })
})
// #endregion sent
