import { describeProvider } from '@llmrr/testing'
import { deepseek } from '../src/index.ts'

describeProvider(deepseek, { fixtures: new URL('./fixtures/', import.meta.url) })
