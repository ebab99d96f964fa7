import { collectChat } from '@llmrr/core'
import { expect, test } from 'vitest'
import { bodyOf, delta, read } from './setting.ts'
import type { OpenAIChatQuirks } from '../../src/index.ts'

const stop = delta({}, { finish_reason: 'stop' })
const thinking = (...texts: string[]) => ({
  type: 'thinking',
  thinking: texts.map((text) => ({ type: 'text', text })),
})
const quirks: Partial<OpenAIChatQuirks> = {
  writeAssistant: ({ content, ...message }, parts) => ({
    ...message,
    content: [
      ...parts.flatMap((part) =>
        part.type === 'reasoning'
          ? [{ type: 'thinking', thinking: part.text, ...(part.state?.['acme'] as object) }]
          : [],
      ),
      ...(content === null ? [] : [{ type: 'text', text: content }]),
    ],
  }),
}

test('reads reasoning and text from one list, and text alone afterwards', () => {
  const events = read([
    delta({ role: 'assistant', content: '' }),
    delta({ content: [thinking('One, ', 'two')] }),
    delta({ content: [thinking('.'), { type: 'text', text: 'Thr' }] }),
    delta({ content: 'ee' }),
    stop,
  ])
  expect(events.slice(1, -1)).toEqual([
    { type: 'reasoning-delta', index: 0, text: 'One, two' },
    { type: 'reasoning-delta', index: 0, text: '.' },
    { type: 'text-delta', index: 1, text: 'Thr' },
    { type: 'text-delta', index: 1, text: 'ee' },
  ])
})

test('reads what the text rests on as sources, each once', () => {
  const { parts } = collectChat(
    read([
      delta({
        content: [
          { type: 'text', text: 'So it is.' },
          { type: 'reference', reference_ids: [0, 'b'] },
          { type: 'text', text: ' Yes.' },
          { type: 'reference', reference_ids: [0] },
        ],
      }),
      stop,
    ]),
  )
  expect(parts).toEqual([
    { type: 'text', text: 'So it is. Yes.' },
    { type: 'source', id: '0' },
    { type: 'source', id: 'b' },
  ])
})

test('keeps a signature with its reasoning, and sends it back to its owner only', async () => {
  const { parts } = collectChat(
    read([
      delta({ content: [thinking('Hm'), { ...thinking('.'), signature: 's1' }, { type: 'text', text: 'A' }] }),
      stop,
    ]),
  )
  expect(parts[0]).toEqual({ type: 'reasoning', text: 'Hm.', state: { acme: { signature: 's1' } } })
  const foreign = { type: 'reasoning', text: 'Else', state: { other: 1 } } as const
  const { body } = await bodyOf(
    {
      messages: [
        { role: 'user', content: 'Q' },
        { role: 'assistant', content: [foreign, ...parts] },
        { role: 'user', content: 'And?' },
      ],
    },
    { vendor: { quirks } },
  )
  expect((body['messages'] as unknown[])[1]).toEqual({
    role: 'assistant',
    content: [
      { type: 'thinking', thinking: 'Hm.', signature: 's1' },
      { type: 'text', text: 'A' },
    ],
  })
})
