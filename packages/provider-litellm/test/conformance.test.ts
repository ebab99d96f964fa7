import { describeProvider } from '@llmrr/testing'
import { litellm } from '../src/index.ts'

describeProvider(litellm, { fixtures: new URL('./fixtures/', import.meta.url) })
