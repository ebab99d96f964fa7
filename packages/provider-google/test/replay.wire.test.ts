import { describeReplay } from '@llmrr/testing/replay'
import { google } from '../src/index.ts'

describeReplay(google, 'google')
