import { describeProvider } from '@llmrr/testing'
import { cerebras } from '../src/index.ts'

describeProvider(cerebras, { fixtures: new URL('./fixtures/', import.meta.url) })
