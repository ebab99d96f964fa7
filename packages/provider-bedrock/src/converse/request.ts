import { claudeSampling, filled } from '@llmrr/provider-kit'
import { optionsOf } from '../options.ts'
import { cacheMarks, limitMarks } from './cache.ts'
import { toConversation } from './messages.ts'
import { traitsOf } from './model-ways.ts'
import { toReasoning } from './reasoning.ts'
import { toToolChoice, toTools, toolChoiceOf } from './tools.ts'
import type { Context, ResolvedChatRequest, Target } from '@llmrr/core'
import type { ModelTraits } from './model-ways.ts'
import type { WireBlock, WireBody, WireMessage } from './wire.ts'

const params: readonly string[] = [
  'tools',
  'toolChoice',
  'maxOutputTokens',
  'stop',
  'output',
  'reasoning',
  'cache',
  'metadata',
  'serviceTier',
]

/** The request fields that the model of a target takes. */
export function converseParams(target: Target): readonly string[] {
  const { claude, topK } = traitsOf(target)
  return [
    ...params,
    ...(claude ? ['parallelToolCalls'] : []),
    ...(claude?.sampling === 'none' ? [] : ['temperature', 'topP', ...(topK ? ['topK'] : [])]),
  ]
}

const tiers = ['default', 'priority', 'flex', 'reserved']

function tierOf({ serviceTier }: ResolvedChatRequest, context: Context): { type: string } | undefined {
  if (serviceTier === undefined) return undefined
  if (tiers.includes(serviceTier)) return { type: serviceTier }
  context.warn('serviceTier', `Bedrock has the tiers ${tiers.join(', ')}; "${serviceTier}" was left out.`)
  return undefined
}

function formatOf({ output }: ResolvedChatRequest, traits: ModelTraits, context: Context): object | undefined {
  if (!output || !traits.schemas) return undefined
  const { schema, lost } = traits.close(output.schema)
  if (lost.length > 0)
    context.warn('output.schema', `Bedrock does not enforce ${lost.join(', ')}; the model is only told of it.`)
  const { name, description } = output
  const jsonSchema = { schema: JSON.stringify(schema), name, ...(description !== undefined && { description }) }
  return { type: 'json_schema', structure: { jsonSchema } }
}

/** What stands for `output` where the model has no structured output. */
function asking({ output }: ResolvedChatRequest, traits: ModelTraits, context: Context): readonly WireBlock[] {
  if (!output || traits.schemas) return []
  context.warn('output', `${context.target.model} has no structured output; it is asked for JSON by its instructions.`)
  return [
    {
      text: `Answer with JSON only, without a code fence, that conforms to this JSON Schema: ${JSON.stringify(output.schema)}`,
    },
  ]
}

interface Sampling {
  readonly temperature?: number
  readonly topP?: number
  /** What goes into the model's own request. */
  readonly fields: Readonly<Record<string, unknown>>
}

function toSampling(request: ResolvedChatRequest, traits: ModelTraits, thinking: unknown, context: Context): Sampling {
  const { claude, topK: place } = traits
  if (claude) {
    const version = { version: 'bedrock-2023-05-31' }
    const { temperature, top_p: topP, top_k } = claudeSampling(request, claude, version, thinking as never, context)
    return {
      ...(temperature !== undefined && { temperature }),
      ...(topP !== undefined && { topP }),
      fields: top_k === undefined ? {} : { top_k },
    }
  }
  const { temperature, topP, topK } = request
  if (temperature !== undefined && temperature > 1) context.warn('temperature', 'Bedrock takes 0 to 1; 1 was sent.')
  return {
    ...(temperature !== undefined && { temperature: Math.min(1, temperature) }),
    ...(topP !== undefined && { topP }),
    fields: topK === undefined || !place ? {} : place === 'nova' ? { inferenceConfig: { topK } } : { [place]: topK },
  }
}

/** Claude's `tool_choice`, which alone can forbid calls in parallel; Converse's own choice then stands in it too. */
function oneCallAtATime(
  { parallelToolCalls, toolChoice }: Pick<ResolvedChatRequest, 'parallelToolCalls' | 'toolChoice'>,
  hasTools: boolean,
): object {
  if (parallelToolCalls !== false || !hasTools || toolChoice === 'none') return {}
  const choice =
    typeof toolChoice === 'object'
      ? { type: 'tool', name: toolChoice.tool }
      : { type: toolChoice === 'required' ? 'any' : 'auto' }
  return { tool_choice: { ...choice, disable_parallel_tool_use: true } }
}

/** Messages with the mark of the whole request at their end. */
function withMark(messages: readonly WireMessage[], mark: readonly WireBlock[]): readonly WireMessage[] {
  const last = messages.at(-1)
  if (!last || mark.length === 0 || last.content.at(-1)?.cachePoint) return messages
  return [...messages.slice(0, -1), { ...last, content: [...last.content, ...mark] }]
}

function marked(
  tools: ReturnType<typeof toTools>,
  system: readonly WireBlock[],
  messages: readonly WireMessage[],
  context: Context,
) {
  const [keptTools, keptSystem, ...contents] = limitMarks(
    [tools, system, ...messages.map(({ content }) => content)],
    context,
  ) as unknown as [typeof tools, typeof system, ...(readonly WireBlock[])[]]
  return {
    tools: keptTools,
    system: keptSystem,
    messages: messages.map(({ role }, at) => ({ role, content: contents[at]! })),
  }
}

function guardrailOf(context: Context): object | undefined {
  const { guardrail } = optionsOf(context)
  if (!guardrail) return undefined
  const { id, version, trace, streamProcessingMode } = guardrail
  return {
    guardrailIdentifier: id,
    guardrailVersion: version,
    ...(trace && { trace }),
    ...(streamProcessingMode && context.stream && { streamProcessingMode }),
  }
}

/** The body of a request, in the order of the service's own model. Sends no field that does nothing. */
export function toBody(request: ResolvedChatRequest, context: Context): WireBody {
  const options = optionsOf(context)
  const traits = traitsOf(context.target)
  const marks = cacheMarks(context)
  const conversation = toConversation(request.messages, marks, context)
  const whole = withMark(conversation.messages, marks.ofRequest(request.cache))
  const { tools, system, messages } = marked(
    toTools(request, conversation.messages, marks, context),
    [...conversation.system, ...asking(request, traits, context)],
    whole,
    context,
  )
  const reasoning = toReasoning(request, messages, context)
  const sampling = toSampling(request, traits, reasoning.fields['thinking'], context)
  const textFormat = formatOf(request, traits, context)
  const asked = { ...request, toolChoice: toolChoiceOf(request, context) } as ResolvedChatRequest
  const single = traits.claude ? oneCallAtATime(asked, tools.length > 0) : {}
  const choice = 'tool_choice' in single ? undefined : toToolChoice(asked, tools, context)
  const { betas, promptVariables, latency } = options
  const fields: Record<string, unknown> = {
    messages,
    system: system.length > 0 ? system : undefined,
    inferenceConfig: filled({
      maxTokens: request.maxOutputTokens,
      temperature: sampling.temperature,
      topP: sampling.topP,
      stopSequences: request.stop?.length ? request.stop : undefined,
    }),
    toolConfig: tools.length > 0 ? { tools, ...(choice && { toolChoice: choice }) } : undefined,
    guardrailConfig: guardrailOf(context),
    additionalModelRequestFields: filled({
      ...sampling.fields,
      ...reasoning.fields,
      ...single,
      anthropic_beta: traits.claude && betas?.length ? betas : undefined,
      ...options.additionalModelRequestFields,
    }),
    promptVariables,
    additionalModelResponseFieldPaths: options.additionalModelResponseFieldPaths,
    requestMetadata: request.metadata,
    performanceConfig: latency && { latency },
    serviceTier: tierOf(request, context),
    outputConfig: filled({ textFormat, effort: reasoning.effort }),
  }
  return filled(fields) as WireBody
}
