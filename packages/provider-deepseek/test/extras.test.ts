import { expect, test } from 'vitest'
import { answering } from './setting.ts'

test('tells the balance of an account in numbers', async () => {
  const info = { currency: 'USD', total_balance: '10.50', granted_balance: '0.50', topped_up_balance: '10.00' }
  const { llm, plugin, sent } = answering({ is_available: true, balance_infos: [info] })
  expect(await llm.of(plugin).balance()).toEqual({
    available: true,
    balances: [{ currency: 'USD', total: 10.5, granted: 0.5, toppedUp: 10 }],
  })
  expect(sent[0]!.url).toBe('https://api.deepseek.com/user/balance')
})

test('reads a list of models that tells ids alone', async () => {
  const { llm } = answering({ object: 'list', data: [{ id: 'deepseek-flash', object: 'model', owned_by: 'deepseek' }] })
  const models = await llm.models({ provider: 'deepseek', live: true })
  expect(models.find(({ id }) => id === 'deepseek-flash')).toMatchObject({ contextWindow: 1_000_000 })
})
