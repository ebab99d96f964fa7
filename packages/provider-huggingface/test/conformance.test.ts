import { describeProvider } from '@llmrr/testing'
import { huggingface } from '../src/index.ts'

describeProvider(huggingface, { fixtures: new URL('./fixtures/', import.meta.url) })
