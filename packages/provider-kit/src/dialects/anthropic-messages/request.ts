import { defined } from '@llmrr/core'
import { betasOf } from './betas.ts'
import { cachedRequest, limitMarks } from './cache.ts'
import { containerOf } from './container.ts'
import { compact } from './content.ts'
import { toConversation, written } from './messages.ts'
import { optionFields, optionsOf } from './options.ts'
import { takesSampling, toSampling } from './sampling.ts'
import { closedSchema } from './schema.ts'
import { toThinking } from './thinking.ts'
import { toToolChoice, toTools, usesContainer } from './tools.ts'
import { traitsOf } from './traits.ts'
import type { Context, ResolvedChatRequest, Target } from '@llmrr/core'
import type { WireRequest } from '../../http.ts'
import type { MessagesQuirks } from './quirks.ts'
import type { ClaudeTraits } from './traits.ts'
import type { WireBlock, WireBody } from './wire.ts'

const params: readonly string[] = [
  'tools',
  'toolChoice',
  'parallelToolCalls',
  'maxOutputTokens',
  'stop',
  'output',
  'reasoning',
  'cache',
  'user',
  'serviceTier',
]
const samplingParams: readonly string[] = [...params, 'temperature', 'topP', 'topK']

/** The request fields that the model of a target takes. */
export const messagesParams = (quirks: MessagesQuirks, { model }: Target): readonly string[] =>
  takesSampling(traitsOf(model), quirks) ? samplingParams : params

function formatOf({ output }: ResolvedChatRequest, traits: ClaudeTraits, context: Context): object | undefined {
  if (!output || !traits.schemas) return undefined
  const { schema, lost } = closedSchema(output.schema)
  if (lost.length > 0)
    context.warn('output.schema', `Claude does not enforce ${lost.join(', ')}; the model is only told of it.`)
  return { type: 'json_schema', schema }
}

/** What stands for `output` where the model has no structured output. */
function asking({ output }: ResolvedChatRequest, traits: ClaudeTraits, context: Context): WireBlock[] {
  if (!output || traits.schemas) return []
  context.warn('output', `${context.target.model} has no structured output; it is asked for JSON by its instructions.`)
  const text = `Answer with JSON only, without a code fence, that conforms to this JSON Schema: ${JSON.stringify(output.schema)}`
  return [{ type: 'text', text }]
}

function stopOf({ stop }: ResolvedChatRequest, context: Context): readonly string[] | undefined {
  const visible = stop?.filter((text) => text.trim() !== '')
  if (visible && visible.length < stop!.length)
    context.warn('stop', 'Claude takes no stop sequence of white space; it was left out.')
  return visible?.length ? visible : undefined
}

const tiers = ['auto', 'standard_only']

function tierOf({ serviceTier }: ResolvedChatRequest, context: Context): string | undefined {
  if (serviceTier === undefined || tiers.includes(serviceTier)) return serviceTier
  context.warn('serviceTier', `Claude has the tiers ${tiers.join(' and ')}; "${serviceTier}" was left out.`)
  return undefined
}

/** The body of a request. Sends no field that does nothing. */
export function toBody(request: ResolvedChatRequest, context: Context, quirks: MessagesQuirks): WireBody {
  const { model } = context.target
  const options = optionsOf(context)
  const traits = traitsOf(model)
  const maxTokens = request.maxOutputTokens ?? traits.maxOutput
  const conversation = toConversation(request.messages, quirks.midSystem && traits.midSystem, context)
  const system = [...conversation.system, ...asking(request, traits, context)]
  const { turns } = conversation
  const tools = toTools(request, traits, context)
  const { thinking, effort } = toThinking(request, traits, maxTokens, turns, context)
  const format = formatOf(request, traits, context)
  const whole = cachedRequest(request.cache, context)
  limitMarks([...tools, ...system, ...turns.flatMap(({ content }) => content)], whole.cache_control ? 1 : 0, context)
  const fields: Record<string, unknown> = {
    model: quirks.versionIn === 'headers' ? model : undefined,
    max_tokens: maxTokens,
    system: system.length > 0 ? compact(system) : undefined,
    messages: written(turns),
    ...toSampling(request, traits, quirks, thinking, context),
    stop_sequences: stopOf(request, context),
    tools: tools.length > 0 ? tools : undefined,
    tool_choice: toToolChoice(request, tools, traits, context),
    thinking,
    output_config: effort || format ? { ...(effort && { effort }), ...(format && { format }) } : undefined,
    ...whole,
    metadata: request.user === undefined ? undefined : { user_id: request.user },
    service_tier: tierOf(request, context),
    container: options.container ?? (usesContainer(tools) ? containerOf(request, context) : undefined),
    diagnostics:
      options.previousMessageId === undefined ? undefined : { previous_message_id: options.previousMessageId },
    stream: context.stream && quirks.sendsStream ? true : undefined,
  }
  for (const [option, field] of Object.entries(optionFields))
    fields[field] = options[option as keyof typeof optionFields]
  return defined(fields) as WireBody
}

/** A body as it is sent: with version and betas where the service wants them. */
export function withVersion(
  body: WireBody,
  context: Context,
  quirks: MessagesQuirks,
): Pick<WireRequest, 'body' | 'headers'> {
  const { userProfileId } = optionsOf(context)
  const betas = betasOf(body, context, quirks)
  const profile = userProfileId === undefined ? {} : { 'anthropic-user-profile-id': userProfileId }
  if (quirks.versionIn === 'body') {
    const own = { anthropic_version: quirks.version, ...(betas.length > 0 && { anthropic_beta: betas }) }
    return { headers: profile, body: { ...own, ...body } }
  }
  return {
    headers: {
      'anthropic-version': quirks.version,
      ...(betas.length > 0 && { 'anthropic-beta': betas.join(',') }),
      ...profile,
    },
    body,
  }
}
