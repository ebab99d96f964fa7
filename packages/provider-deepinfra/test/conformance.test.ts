import { describeProvider } from '@llmrr/testing'
import { deepinfra } from '../src/index.ts'

describeProvider(deepinfra, { fixtures: new URL('./fixtures/', import.meta.url) })
