import { describeReplay } from '@llmrr/testing/replay'
import { google } from '../src/index.ts'

describeReplay(google, 'google', {
  tolerated: [
    {
      at: /^tools\.functionDeclarations\[\d+\]\.response(?:JsonSchema)?$/,
      why: 'what a tool answers has no place in our tools',
    },
    {
      at: /^contents\[\d+\]\.parts\[\d+\]\.thoughtSignature$/,
      when: (recorded, ours) => recorded === undefined && ours === 'skip_thought_signature_validator',
      why: 'Gemini 3 wants a call that nobody has signed to say so',
    },
  ],
  outside: [
    { at: /:embedContent/, why: 'one input is asked for as a batch of one, as the official SDK does' },
    { at: /\/upload\/v1beta\/files/, why: 'an upload takes two requests, and only the second was recorded' },
    { at: /\/fileSearchStores/, why: 'stores of file search are not offered' },
    { at: /\/interactions/, why: 'the Interactions API is not spoken' },
    { at: /\/cachedContents/, why: 'caches are extras of the provider, and tested as such' },
  ],
})
