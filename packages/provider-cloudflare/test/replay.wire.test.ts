import { describeReplay } from '@llmrr/testing/replay'
import { cloudflare } from '../src/index.ts'

describeReplay(cloudflare, 'cloudflare', { config: { accountId: 'REDACTED', apiKey: 'recorded' } })
