import { describeProvider } from '@llmrr/testing'
import { openaiCompatible } from '../src/index.ts'

describeProvider(openaiCompatible, {
  fixtures: new URL('./fixtures/', import.meta.url),
  config: { baseURL: 'http://127.0.0.1:8080/v1' },
  excused: { 'a missing credential is named by its variable': 'a server of one’s own may need no key' },
})
