import { createRouter, defaultHost } from '@llmrr/core'
import { startEmulator } from '@llmrr/testing/emulator'
import { expect, test, vi } from 'vitest'
import { azureOpenAI } from '../src/index.ts'

// In a file of its own: the library looks once in a process at where it runs.
test('the managed identity of App Service is found in the environment', async () => {
  const emulator = await startEmulator()
  const endpoint = `${emulator.url}/azure-openai/msi/token`
  vi.stubEnv('IDENTITY_ENDPOINT', endpoint)
  vi.stubEnv('IDENTITY_HEADER', emulator.key('azure-openai'))
  const llm = createRouter({
    use: [azureOpenAI({ baseURL: emulator.baseURL('azure-openai') })],
    host: { env: (name) => (name === 'IDENTITY_ENDPOINT' ? endpoint : undefined), fetch: defaultHost.fetch },
  })
  const { text } = await llm.chat({ model: 'azure-openai/gpt-5.4', prompt: 'Hello there.' })
  expect(text).toContain('Hello')
  expect(emulator.requests[0]).toMatchObject({
    path: '/msi/token',
    query: { 'api-version': '2019-08-01', resource: 'https://cognitiveservices.azure.com' },
  })
  vi.unstubAllEnvs()
  await emulator.close()
})
