import { describeProvider } from '@llmrr/testing'
import { litellm } from '../src/index.ts'

describeProvider(litellm, {
  fixtures: new URL('./fixtures/', import.meta.url),
  excused: { 'a missing credential is named by its variable': 'a proxy of one’s own may need no key' },
})
