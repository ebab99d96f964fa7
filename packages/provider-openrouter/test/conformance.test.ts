import { describeProvider } from '@llmrr/testing'
import { openrouter } from '../src/index.ts'

describeProvider(openrouter, { fixtures: new URL('./fixtures/', import.meta.url) })
