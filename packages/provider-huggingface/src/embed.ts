import { inputText } from '@llmrr/provider-kit'
import { lacking } from './lacking.ts'
import { optionsOf } from './options.ts'
import type { Context, EmbedRequest, EmbedResult, Handler } from '@llmrr/core'
import type { Http } from '@llmrr/provider-kit'
import type { TaskPath } from './place.ts'

type Vector = readonly number[]

const isVector = (value: unknown): value is Vector =>
  Array.isArray(value) && value.every((one) => typeof one === 'number')

/** A model that is no sentence transformer answers a vector for each token: their mean is the text's. */
function mean(tokens: readonly Vector[]): Vector | undefined {
  const [first] = tokens
  if (!first || first.length === 0) return undefined
  return first.map((_, at) => tokens.reduce((sum, token) => sum + (token[at] ?? 0), 0) / tokens.length)
}

/** The vector of one text: as it is, or of its tokens, which may stand in a list of their own. */
function vectorOf(value: unknown): Vector | undefined {
  if (isVector(value)) return value.length > 0 ? value : undefined
  if (!Array.isArray(value)) return undefined
  if (value.every(isVector)) return mean(value)
  return value.length === 1 ? vectorOf(value[0]) : undefined
}

/** Embeddings as Hugging Face's task `feature-extraction`. */
export function taskEmbed(http: Http, taskPath: TaskPath): Handler<'embed'> {
  async function embed({ input, truncate }: EmbedRequest, context: Context): Promise<EmbedResult> {
    const { normalize, promptName, parameters } = optionsOf(context)
    const inputs = typeof input === 'string' ? [input] : input.map((one) => inputText(one, context))
    const body = {
      inputs,
      ...(normalize !== undefined && { normalize }),
      ...(promptName !== undefined && { prompt_name: promptName }),
      ...(truncate !== undefined && { truncate: truncate !== 'never' }),
      ...(truncate !== undefined &&
        truncate !== 'never' && { truncation_direction: truncate === 'start' ? 'left' : 'right' }),
      ...(parameters && { parameters }),
    }
    const path = taskPath(context.target.model, 'feature-extraction')
    const { body: reply, facts } = await http.json<unknown>({ path, body }, context)
    // A single text may be answered by its vector alone.
    const answers = isVector(reply) && inputs.length === 1 ? [reply] : reply
    const embeddings = Array.isArray(answers) ? answers.map(vectorOf) : []
    if (embeddings.length !== inputs.length || !embeddings.every(isVector))
      throw lacking('a vector for each text', context)
    return { embeddings, model: context.target.model, ...facts }
  }
  return Object.assign(embed, { params: ['input', 'truncate'] })
}
