import { expect, test } from 'vitest'
import { answerOf, bodyOf, delta, read } from './setting.ts'
import type { OpenAIChatDelta, OpenAIChatQuirks } from '../../src/index.ts'

const quirks: Partial<OpenAIChatQuirks> = {
  mediaInAnswers: true,
  keepReasoning() {
    const seals: string[] = []
    return {
      read({ seal }: OpenAIChatDelta) {
        if (typeof seal !== 'string') return false
        seals.push(seal)
        return true
      },
      state: () => ({ seals }),
    }
  },
  writeAssistant: (message, parts) => {
    const pictures = parts.filter((part) => part.type === 'media').length
    return message.content === null && pictures === 0 ? undefined : { ...message, ...(pictures > 0 && { pictures }) }
  },
  readGateway: ({ by }) => (typeof by === 'string' ? { provider: by } : undefined),
  readUsage: ({ usage }) => (usage ? { ...usage, searches: 2 } : usage),
}
const own = { vendor: { quirks } }
const stop = delta({}, { finish_reason: 'stop' })

test('what is kept of reasoning becomes the state of its part, with all of its text', () => {
  const events = read(
    [delta({ reasoning: 'Hm, ' }), delta({ reasoning: 'so.', seal: 'a' }), delta({ seal: 'b' }), stop],
    own,
  )
  expect(events).toContainEqual({
    type: 'part',
    index: 0,
    part: { type: 'reasoning', text: 'Hm, so.', state: { acme: { seals: ['a', 'b'] } } },
  })
})

test('reasoning of which nothing but its state is shown is a part all the same', () => {
  const { parts } = answerOf({ choices: [{ message: { content: 'Yes.', seal: 'a' }, finish_reason: 'stop' }] }, own)
  expect(parts).toEqual([
    { type: 'text', text: 'Yes.' },
    { type: 'reasoning', text: '', redacted: true, state: { acme: { seals: ['a'] } } },
  ])
})

test('where nothing is kept, reasoning has no part of its own', () => {
  const events = read([delta({ reasoning: 'Hm.' }), stop], own)
  expect(events.some(({ type }) => type === 'part')).toBe(false)
})

test('a service has the last word on what the model said', async () => {
  const { body, warnings } = await bodyOf(
    {
      messages: [
        { role: 'assistant', content: [{ type: 'reasoning', text: 'Hm.' }] },
        { role: 'assistant', content: [{ type: 'media', mediaType: 'image/png', data: 'AAAA' }] },
      ],
      prompt: 'And?',
    },
    own,
  )
  expect(body['messages']).toEqual([
    { role: 'assistant', content: null, pictures: 1 },
    { role: 'user', content: 'And?' },
  ])
  expect(warnings).toEqual([])
})

test('a body tells who answered, and what was searched for beside the tokens', () => {
  const usage = { prompt_tokens: 5, completion_tokens: 2 }
  const events = read(
    [
      { ...delta({ content: 'Hi' }), by: 'Acme' },
      { ...stop, usage },
    ],
    own,
  )
  expect(events[0]).toMatchObject({ type: 'start', gateway: { provider: 'Acme' } })
  expect(events.at(-1)).toMatchObject({ type: 'finish', usage: { input: 5, output: 2, searches: 2 } })
})
