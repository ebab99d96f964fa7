import { describeProvider } from '@llmrr/testing'
import { fireworks } from '../src/index.ts'

describeProvider(fireworks, { fixtures: new URL('./fixtures/', import.meta.url), config: { accountId: 'acme' } })
