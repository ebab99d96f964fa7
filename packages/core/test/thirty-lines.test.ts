import { expect, test } from 'vitest'
import { type TextPart, createRouter, defineProvider, llmError } from '@llmrr/core'

const parrot = defineProvider('parrot', (config: { id?: string; down?: boolean; cut?: boolean } = {}) => ({
  defaultModel: 'grey',
  async *chat({ messages }) {
    if (config.down) throw llmError('overloaded', 'parrot sleeps')
    yield { type: 'start', model: 'grey' }
    const words = (messages.at(-1)!.content[0] as TextPart).text.split(/(?<= )/)
    for (const text of words) yield { type: 'text-delta', index: 0, text }
    if (config.cut) return
    yield { type: 'finish', reason: 'stop', usage: { input: words.length, output: words.length } }
  },
}))
const llm = createRouter({
  use: [parrot(), parrot({ id: 'asleep', down: true }), parrot({ id: 'torn', cut: true })],
  routes: { fast: ['asleep', 'torn', 'parrot'] },
})

test('a provider of a few lines is routed, streamed and accounted for', async () => {
  const answer = await llm.chat({ model: 'fast', prompt: 'hello back to you' })
  expect(answer).toMatchObject({ text: 'hello back to you', finishReason: 'stop', usage: { input: 4, output: 4 } })
  expect(answer.attempts.map((one) => one.code ?? one.outcome)).toEqual(['overloaded', 'network', 'ok'])
  const types = []
  for await (const { type } of llm.stream({ model: 'parrot/grey', prompt: 'hello back' })) types.push(type)
  expect(types).toEqual(['start', 'text-delta', 'text-delta', 'finish'])
  const torn = llm.stream({ model: 'torn', prompt: 'hello' })
  await expect(torn.result()).rejects.toMatchObject({ code: 'network', committed: true, partial: [{ text: 'hello' }] })
})
