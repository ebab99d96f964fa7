import { describeReplay } from '@llmrr/testing/replay'
import { novita } from '../src/index.ts'

// Some were recorded at an older address, and some through Hugging Face: only what stands behind the base URL is the same.
describeReplay(novita, 'novita', { config: { apiKey: 'recorded', baseURL: 'https://api.novita.ai' } })
