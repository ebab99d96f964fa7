import { describeProvider } from '@llmrr/testing'
import { google } from '../src/index.ts'

describeProvider(google, { fixtures: new URL('./fixtures/', import.meta.url) })
