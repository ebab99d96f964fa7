import { describeProvider } from '@llmrr/testing'
import { xai } from '../src/index.ts'

describeProvider(xai, { fixtures: new URL('./fixtures/', import.meta.url) })
