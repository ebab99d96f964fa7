import { describeReplay } from '@llmrr/testing/replay'
import { groq } from '../src/index.ts'

describeReplay(groq, 'groq')
