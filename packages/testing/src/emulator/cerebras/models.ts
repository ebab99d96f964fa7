import type { Loose } from '../http/loose.ts'

const ids = ['gemma-4-31b', 'gpt-oss-120b', 'zai-glm-4.7']
const prices: Readonly<Record<string, readonly [prompt: string, completion: string]>> = {
  'gemma-4-31b': ['0.00000099', '0.00000149'],
  'gpt-oss-120b': ['0.00000035', '0.00000075'],
  'zai-glm-4.7': ['0.00000225', '0.00000275'],
}

const plain = (id: string): Loose => ({ id, object: 'model', created: 0, owned_by: 'Cerebras' })

const told = (id: string): Loose => ({
  ...plain(id),
  name: id,
  context_length: 131_072,
  max_output_length: 40_960,
  pricing: { prompt: prices[id]![0], completion: prices[id]![1] },
  input_modalities: id.startsWith('gemma') ? ['text', 'image'] : ['text'],
  output_modalities: ['text'],
  quantization: 'fp16',
  supported_features: ['tools', 'json_mode', 'structured_outputs', 'reasoning'],
})

/** What `/models` lists. */
export const cerebrasModels = ids.map(plain)

/** The same in the form that gateways read. */
export const cerebrasModelsForGateways = ids.map(told)
