import { inputText } from '@llmrr/provider-kit'
import { asTask } from './place.ts'
import { labelsOf } from './labels.ts'
import { optionsOf } from './options.ts'
import type { Context, Handler, ModerateRequest, ModerateResult } from '@llmrr/core'
import type { Http } from '@llmrr/provider-kit'
import type { TaskPath } from './place.ts'

/** What classifiers call a text that has nothing wrong with it. */
const harmless =
  /^(?:ok|safe|neutral|normal|benign|clean|sfw|label_0|(?:non?|not)[-_ ]?(?:toxic|hate|hateful|offensive|spam|nsfw|violence|violent|harmful|abusive))$/i

/** Moderation by a classifier of the Hub, as the task `text-classification`: every label is a category. */
export function moderateTask(http: Http, taskPath: TaskPath): Handler<'moderate'> {
  async function moderate({ input }: ModerateRequest, given: Context): Promise<ModerateResult> {
    const context = asTask('moderate', given)
    const inputs = (typeof input === 'string' ? [input] : input).map((one) => inputText(one, context))
    const { harmless: alsoHarmless = [], threshold = 0.5, parameters } = optionsOf(context)
    const body = { inputs, ...(parameters && { parameters }) }
    const { body: reply, facts } = await http.json<unknown>({ path: taskPath(context.target.model), body }, context)
    const results = labelsOf(reply, inputs.length, context).map((labels) => {
      const categories = labels
        .filter(({ label, score }) => score >= threshold && !harmless.test(label) && !alsoHarmless.includes(label))
        .map(({ label }) => label)
      const scores = Object.fromEntries(labels.map(({ label, score }) => [label, score]))
      return { flagged: categories.length > 0, scores, categories }
    })
    return { results, model: context.target.model, ...facts }
  }
  return Object.assign(moderate, { params: ['input'], defaultModel: 'unitary/toxic-bert' })
}
