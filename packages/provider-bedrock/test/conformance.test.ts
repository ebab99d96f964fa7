import { describeProvider } from '@llmrr/testing'
import { bedrock } from '../src/index.ts'

describeProvider(bedrock, {
  fixtures: new URL('./fixtures/', import.meta.url),
  config: { region: 'eu-central-1', defaultChain: false },
})
