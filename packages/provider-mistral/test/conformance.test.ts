import { describeProvider } from '@llmrr/testing'
import { mistral } from '../src/index.ts'

describeProvider(mistral, { fixtures: new URL('./fixtures/', import.meta.url) })
