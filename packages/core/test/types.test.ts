import { expectTypeOf, test } from 'vitest'
import { createRouter, defineProvider, target } from '../src/index.ts'
import type { ChatEvent, Context, StandardSchema, Target } from '../src/index.ts'

const shop = defineProvider('shop', (_: { id?: string } = {}) => ({
  defaultModel: 'm',
  options: undefined as unknown as StandardSchema<unknown, { tier?: 'flex' }>,
  models: async () => ({ models: [] as readonly { id: 'known'; capabilities: []; source: ''; asOf: '' }[] }),
  extras: { credits: async (_: { since: string }, __: Context) => ({ left: 1 }) },
  async *chat() {
    yield { type: 'finish', reason: 'stop' } as ChatEvent
  },
}))

test('options are typed per provider, and any model id is accepted', () => {
  expectTypeOf(target(shop, 'known', { tier: 'flex' })).toEqualTypeOf<Target>()
  target(shop(), 'a-model-of-tomorrow', { tier: 'flex', raw: { body: { x: 1 } } })
  target('elsewhere', 'm', { anything: 1 })
  // @ts-expect-error There is no such tier.
  target(shop, 'known', { tier: 'flexible' })
  // @ts-expect-error There is no such option.
  target(shop, 'known', { teir: 'flex' })
})

test('the answer has the type of its schema, extras have their own', () => {
  const llm = createRouter({ use: [shop()] })
  const schema = {} as StandardSchema<unknown, { n: number }>
  const ask = () => llm.chat({ prompt: 'x', output: schema })
  expectTypeOf<Awaited<ReturnType<typeof ask>>['output']>().toEqualTypeOf<{ n: number } | undefined>()
  const credits = () => llm.of(shop).credits({ since: 'today' })
  expectTypeOf<Awaited<ReturnType<typeof credits>>>().toEqualTypeOf<{ left: number }>()
  // @ts-expect-error It has no such extra.
  void (() => llm.of(shop).debits())
  expectTypeOf(llm.stream({ prompt: 'x' })[Symbol.asyncIterator]().next).returns.resolves.toEqualTypeOf<
    IteratorResult<ChatEvent, undefined>
  >()
})
