import { describeProvider } from '@llmrr/testing'
import { perplexity } from '../src/index.ts'

describeProvider(perplexity, { fixtures: new URL('./fixtures/', import.meta.url) })
