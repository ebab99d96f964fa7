import { describeProvider } from '@llmrr/testing'
import { anthropic } from '../src/index.ts'

describeProvider(anthropic, { fixtures: new URL('./fixtures/', import.meta.url) })
