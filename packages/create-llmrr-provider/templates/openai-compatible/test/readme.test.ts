import { describeReadme } from '@llmrr/testing'
import { acme } from '../src/index.ts'

describeReadme(acme, new URL('../README.md', import.meta.url))
