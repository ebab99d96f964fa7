import type { CapabilityName } from '@llmrr/core'
import type { SourceModel } from './format.ts'

/** What the rules below look at. */
interface Traits {
  readonly name: string
  readonly input: string
  readonly output: string
}

/** From the surest sign to the most general; the first that fits counts. Where they guess wrong, an override says better. */
const rules: readonly { readonly is: CapabilityName[]; readonly when: (traits: Traits) => boolean }[] = [
  { is: ['rerank'], when: ({ name }) => /rerank/.test(name) },
  { is: ['embed'], when: ({ name }) => /embed|(^|[ /])bge/.test(name) },
  { is: ['moderate'], when: ({ name }) => /moderation/.test(name) },
  {
    is: ['transcribe'],
    when: ({ name, input, output }) => /whisper|transcribe/.test(name) || (input === 'audio' && output === 'text'),
  },
  { is: ['speech'], when: ({ output }) => output === 'audio' },
  { is: ['video'], when: ({ output }) => /video/.test(output) },
  {
    is: ['image'],
    when: ({ name, output }) => /gpt-image/.test(name) || (/image/.test(output) && !/text/.test(output)),
  },
  {
    is: ['chat', 'image'],
    when: ({ input, output }) => /text/.test(input) && /text/.test(output) && /image/.test(output),
  },
  { is: ['chat'], when: ({ input, output }) => /text/.test(input) && /text/.test(output) },
]

/** What a model can be used for, told from its id, family and modalities; empty where nothing tells. */
export function inferCapabilities(
  id: string,
  model: Pick<SourceModel, 'family' | 'modalities'>,
): readonly CapabilityName[] {
  const traits = {
    name: `${id} ${model.family ?? ''}`.toLowerCase(),
    input: model.modalities.input.toSorted().join(),
    output: model.modalities.output.toSorted().join(),
  }
  return rules.find((rule) => rule.when(traits))?.is ?? []
}
