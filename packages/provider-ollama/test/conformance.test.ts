import { describeProvider } from '@llmrr/testing'
import { ollama } from '../src/index.ts'

describeProvider(ollama, {
  fixtures: new URL('./fixtures/', import.meta.url),
  excused: { 'a missing credential is named by its variable': 'a server of one’s own needs no key' },
})
