import { describeProvider } from '@llmrr/testing'
import { replicate } from '../src/index.ts'

describeProvider(replicate, { fixtures: new URL('./fixtures/', import.meta.url) })
