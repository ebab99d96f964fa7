import { describeProvider } from '@llmrr/testing'
import { azureOpenAI } from '../src/index.ts'

describeProvider(azureOpenAI, { fixtures: new URL('./fixtures/', import.meta.url), config: { resource: 'acme' } })
