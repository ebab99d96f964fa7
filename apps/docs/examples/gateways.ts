import { createRouter, target } from '@llmrr/core'
import { litellm } from '@llmrr/provider-litellm'
import { openai } from '@llmrr/provider-openai'
import { portkey } from '@llmrr/provider-portkey'

const prompt = 'Explain backpressure to a goldfish.'

// #region litellm
const behindLiteLLM = createRouter({
  use: [litellm(), openai()],
  routes: {
    chat: [
      // A name of the proxy's configuration. Where its ways are at an end, the service is asked itself.
      target(litellm, 'gpt-5.4-mini', { tags: ['paid'], fallbacks: ['claude-haiku-5-5'] }),
      'openai/gpt-5.4-mini',
    ],
  },
})
const one = await behindLiteLLM.chat({ model: 'chat', prompt })
console.log(one.attempts.length, one.target.provider, one.gateway, one.cost)
// #endregion litellm

// #region router
const decides = createRouter({
  use: [litellm({ retries: 'router' })],
  routes: { chat: ['litellm/gpt-5.4', 'litellm/gpt-5.4-mini'] },
})
const two = await decides.chat({ model: 'chat', prompt })
console.log(two.attempts.map(({ target, code }) => `${target.model} ${code ?? 'ok'}`))
// #endregion router

// #region portkey
const gateway = portkey({
  configs: {
    steady: {
      strategy: { mode: 'fallback', onStatusCodes: [429, 503] },
      retry: { attempts: 2 },
      targets: [{ provider: '@openai-prod' }, { provider: '@azure-prod' }],
    },
  },
  // Its answers tell no cost.
  models: [
    {
      id: 'gpt-5.4-mini',
      capabilities: ['chat'],
      price: {
        prices: { input: 0.75, output: 4.5 },
        source: 'https://openai.com/api/pricing',
        asOf: '2026-11-01',
      },
      source: 'https://openai.com/api/pricing',
      asOf: '2026-11-01',
    },
  ],
})
const behindPortkey = createRouter({
  use: [gateway, openai()],
  routes: {
    chat: [target(portkey, 'gpt-5.4-mini', { config: 'steady' }), 'openai/gpt-5.4-mini'],
  },
})
const three = await behindPortkey.chat({ model: 'chat', prompt, metadata: { plan: 'paid' } })
console.log(three.attempts.length, three.gateway, three.cost)
// #endregion portkey
