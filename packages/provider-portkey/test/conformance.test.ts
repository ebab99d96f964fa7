import { describeProvider } from '@llmrr/testing'
import { portkey } from '../src/index.ts'

describeProvider(portkey, { fixtures: new URL('./fixtures/', import.meta.url) })
