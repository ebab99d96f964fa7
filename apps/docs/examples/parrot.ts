// #region parrot
import { createRouter, defineProvider } from '@llmrr/core'

/** Says again what it was told. */
const parrot = defineProvider('parrot', (config: { id?: string; loud?: boolean } = {}) => ({
  defaultModel: 'grey',

  async *chat({ messages }, { target }) {
    const last = messages.at(-1)?.content[0]
    const heard = last?.type === 'text' ? last.text : ''

    yield { type: 'start', model: target.model }
    for (const word of heard.split(/(?<= )/)) {
      yield { type: 'text-delta', index: 0, text: config.loud ? word.toUpperCase() : word }
    }
    const words = heard.split(' ').length
    yield { type: 'finish', reason: 'stop', usage: { input: words, output: words } }
  },
}))

const llm = createRouter({
  use: [parrot(), parrot({ id: 'macaw', loud: true })],
  routes: { birds: ['macaw', 'parrot'] },
})

const answer = await llm.chat({ model: 'birds', prompt: 'hello back' })
console.log(answer.target.provider, answer.text, answer.usage)
// #endregion parrot
