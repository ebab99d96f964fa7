import { describeProvider } from '@llmrr/testing'
import { cohere } from '../src/index.ts'

describeProvider(cohere, { fixtures: new URL('./fixtures/', import.meta.url) })
