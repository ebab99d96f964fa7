import { describeProvider } from '@llmrr/testing'
import { openai } from '../src/index.ts'

describeProvider(openai, { fixtures: new URL('./fixtures/', import.meta.url) })
