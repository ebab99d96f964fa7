import { describeProvider } from '@llmrr/testing'
import { together } from '../src/index.ts'

describeProvider(together, { fixtures: new URL('./fixtures/', import.meta.url) })
