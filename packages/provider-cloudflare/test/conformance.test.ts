import { describeProvider } from '@llmrr/testing'
import { cloudflare } from '../src/index.ts'

describeProvider(cloudflare, { fixtures: new URL('./fixtures/', import.meta.url), config: { accountId: 'acc1' } })
