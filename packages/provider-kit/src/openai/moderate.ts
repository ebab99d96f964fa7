import { llmError } from '@llmrr/core'
import { factsOf } from './facts.ts'
import { openaiMedia } from '../dialects/openai-chat/media.ts'
import { inputText } from './input-text.ts'
import { toUsage } from '../dialects/openai-chat/usage.ts'
import { vendorHttp } from './vendor.ts'
import type { Context, Handler, ModerateRequest, ModerateResult, Part } from '@llmrr/core'
import type { CapabilityQuirks } from './fields.ts'
import type { OpenAIVendor } from './vendor.ts'
import type { WireUsage } from '../dialects/openai-chat/wire.ts'

interface WireReply {
  readonly id?: string
  readonly model?: string
  readonly usage?: WireUsage | null
  readonly results: readonly {
    /** Absent where the categories say it. */
    readonly flagged?: boolean
    readonly categories: Readonly<Record<string, boolean>>
    readonly category_scores: Readonly<Record<string, number>>
  }[]
}

/** In what the moderation of a service differs. */
export interface ModerateQuirks extends Pick<CapabilityQuirks<ModerateRequest>, 'path'> {
  /** Whether pictures can be judged. Default `true`; else an input of parts is judged as one text. */
  readonly images?: boolean
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
  { path = '/moderations', images = true }: ModerateQuirks = {},
): Handler<'moderate'> {
  const http = vendorHttp(vendor)
  async function moderate({ input }: ModerateRequest, context: Context): Promise<ModerateResult> {
    const given = typeof input === 'string' ? [input] : input
    const inputs = images ? given : given.map((one) => inputText(one, context))
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
      for (const { categories, category_scores: scores, ...verdict } of body.results) {
        const named = Object.keys(categories).filter((name) => categories[name])
        results.push({ flagged: verdict.flagged ?? named.length > 0, scores, categories: named })
      }
      last = factsOf(vendor, body, facts, toUsage(body.usage))
    }
    return { results, ...last }
  }
  return Object.assign(moderate, { params: ['input'] })
}
