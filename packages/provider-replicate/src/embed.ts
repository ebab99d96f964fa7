import { llmError } from '@llmrr/core'
import { addressOf } from './media.ts'
import { factsOf } from './facts.ts'
import { filling, readShape } from './shape.ts'
import { readUsage } from './usage.ts'
import { wordsOf } from './prompt.ts'
import type { Context, EmbedRequest, EmbedResult, Handler, MediaPart, Part, Usage } from '@llmrr/core'
import type { Input, Run, Runs } from './runs.ts'
import type { ModelReader } from './models-read.ts'
import type { Service } from './service.ts'
import type { Shape } from './shape.ts'

const listNames = ['texts', 'text_batch', 'inputs']
const textNames = ['text', 'prompt', 'input', 'query', 'sentence']
const imageNames = ['image', 'input_image', 'image_url']

type Vector = readonly number[]

const isVector = (value: unknown): value is Vector =>
  Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'number')

/** Every vector in an output, in order: models answer one, a list, or objects that hold them. */
function vectorsOf(output: unknown): readonly Vector[] {
  if (isVector(output)) return [output]
  if (Array.isArray(output)) return output.flatMap(vectorsOf)
  if (typeof output !== 'object' || output === null) return []
  const { embedding, embeddings, vectors } = output as Readonly<Record<string, unknown>>
  return vectorsOf(embedding ?? embeddings ?? vectors ?? null)
}

/** The sum of what several runs took; not known unless all of them tell. */
function sumOf(usages: readonly (Usage | undefined)[]): Usage | undefined {
  const sum: Record<string, number> = {}
  for (const usage of usages) {
    if (!usage) return undefined
    for (const [meter, count] of Object.entries(usage)) sum[meter] = (sum[meter] ?? 0) + (count as number)
  }
  return sum
}

/** Models that turn texts and pictures into vectors: all texts in one run where the model takes a list, else a run for each input. */
export function replicateEmbed(service: Service, runs: Runs, models: ModelReader): Handler<'embed'> {
  async function embed({ input }: EmbedRequest, context: Context): Promise<EmbedResult> {
    const inputs = typeof input === 'string' ? [input] : input
    const shape = await readShape(models, context)
    const done: Run[] = []
    for (const one of bodiesOf(inputs, shape, context)) done.push(await runs.whole(one, context))
    const embeddings = done.flatMap(({ prediction }) => vectorsOf(prediction.output))
    if (embeddings.length !== inputs.length)
      throw llmError(
        'bad-response',
        `${context.target.model} at ${context.target.provider} answered ${embeddings.length} vectors for ${inputs.length} inputs; check that it is a model for embeddings.`,
        { target: context.target },
      )
    const usage = sumOf(done.map(({ prediction }) => readUsage(prediction)))
    return { embeddings, ...factsOf(done.at(-1)!, usage, context) }
  }

  function bodiesOf(inputs: readonly (string | readonly Part[])[], shape: Shape, context: Context): readonly Input[] {
    const texts = inputs.filter((one) => typeof one === 'string')
    const into = filling(shape, context)
    const list = into.name(listNames)
    if (list !== undefined && texts.length === inputs.length) {
      // A list, or its JSON where the field is a text.
      into.set(listNames, into.isList(list) ? texts : JSON.stringify(texts))
      return [into.input()]
    }
    return inputs.map((one) => {
      const single = filling(shape, context)
      const parts = typeof one === 'string' ? [] : one
      const picture = parts.find((part): part is MediaPart => part.type === 'media')
      const text = typeof one === 'string' ? one : wordsOf(parts)
      if (picture && !single.set(imageNames, addressOf(picture, service, context)))
        context.warn('input', `The input of ${context.target.model} has no field for pictures; they are left out.`)
      if (text !== '' && !single.set(textNames, text)) single.set(listNames, text)
      return single.input()
    })
  }

  return Object.assign(embed, { params: ['input'] })
}
