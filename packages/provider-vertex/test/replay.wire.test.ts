import { describeReplay } from '@llmrr/testing/replay'
import { vertex } from '../src/index.ts'

/** The place that stands in a recorded path. Recorders have blanked some. */
const placeIn = (path: string): object => {
  const location = /\/locations\/([a-z0-9-]+)\//.exec(path)?.[1]
  return location === undefined ? {} : { location }
}

describeReplay(vertex, 'vertex', {
  config: { project: 'REDACTED', auth: () => ({ authorization: 'Bearer recorded' }) },
  options: (_, { path }) => ({ ...placeIn(path) }),
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
})
