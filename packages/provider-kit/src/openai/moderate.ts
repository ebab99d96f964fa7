import { llmError } from '@llmrr/core'
import { openaiMedia } from '../dialects/openai-chat/media.ts'
import { vendorHttp } from './vendor.ts'
import type { Context, Handler, ModerateRequest, ModerateResult, Part } from '@llmrr/core'
import type { CapabilityQuirks } from './fields.ts'
import type { OpenAIVendor } from './vendor.ts'

interface WireReply {
  readonly id?: string
  readonly model?: string
  readonly results: readonly {
    readonly flagged: boolean
    readonly categories: Readonly<Record<string, boolean>>
    readonly category_scores: Readonly<Record<string, number>>
  }[]
}

const writeImage = openaiMedia('image')

function toInput(input: readonly Part[], context: Context): object[] {
  return input.map((part) => {
    if (part.type === 'text') return { type: 'text', text: part.text }
    if (part.type === 'media') return writeImage(part, context)
    throw llmError(
      'unsupported',
      `${context.target.provider} moderates text and images, and was given a ${part.type} part.`,
      {
        target: context.target,
      },
    )
  })
}

/** OpenAI's moderation. Texts go together; an input of parts is judged as one, so each of these takes a call of its own. */
export function openaiModerate(
  vendor: OpenAIVendor,
  { path = '/moderations' }: Pick<CapabilityQuirks<ModerateRequest>, 'path'> = {},
): Handler<'moderate'> {
  const http = vendorHttp(vendor)
  async function moderate({ input }: ModerateRequest, context: Context): Promise<ModerateResult> {
    const inputs = typeof input === 'string' ? [input] : input
    const texts = inputs.filter((one) => typeof one === 'string')
    const bodies: unknown[] =
      texts.length === inputs.length
        ? [texts]
        : inputs.map((one) => (typeof one === 'string' ? [one] : toInput(one, context)))
    const results: ModerateResult['results'][number][] = []
    let last: Omit<ModerateResult, 'results'> = {}
    for (const input of bodies) {
      const { body, facts } = await http.json<WireReply>(
        { path, body: { model: context.target.model, input } },
        context,
      )
      for (const { flagged, categories, category_scores: scores } of body.results) {
        results.push({ flagged, scores, categories: Object.keys(categories).filter((name) => categories[name]) })
      }
      last = { ...facts, ...(body.id && { id: body.id }), ...(body.model && { model: body.model }) }
    }
    return { results, ...last }
  }
  return Object.assign(moderate, { params: ['input'] })
}
