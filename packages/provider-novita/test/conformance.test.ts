import { describeProvider } from '@llmrr/testing'
import { novita } from '../src/index.ts'

describeProvider(novita, { fixtures: new URL('./fixtures/', import.meta.url) })
