import { describeReplay } from '@llmrr/testing/replay'
import { together } from '../src/index.ts'

describeReplay(together, 'together')
