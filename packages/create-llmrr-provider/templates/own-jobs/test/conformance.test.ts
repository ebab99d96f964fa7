import { describeProvider } from '@llmrr/testing'
import { acme } from '../src/index.ts'

describeProvider(acme, { fixtures: new URL('./fixtures/', import.meta.url) })
