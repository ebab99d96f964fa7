import { describeReplay } from '@llmrr/testing/replay'
import { cerebras } from '../src/index.ts'

describeReplay(cerebras, 'cerebras')
