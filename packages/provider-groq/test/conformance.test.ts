import { describeProvider } from '@llmrr/testing'
import { groq } from '../src/index.ts'

describeProvider(groq, { fixtures: new URL('./fixtures/', import.meta.url) })
