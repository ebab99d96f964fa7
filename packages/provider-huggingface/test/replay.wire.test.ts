import { describeReplay } from '@llmrr/testing/replay'
import { huggingface } from '../src/index.ts'

describeReplay(huggingface, 'huggingface')
