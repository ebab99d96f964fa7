import { effortOf } from '../../reasoning-effort.ts'
import { isStrictSchema } from '../../strict-schema.ts'
import { cacheTtl } from './content.ts'
import { toInput } from './input.ts'
import { optionFields } from './options.ts'
import { toToolChoice, toTools } from './tools.ts'
import type { Context, ReasoningEffort, ResolvedChatRequest, Target } from '@llmrr/core'
import type { ResponsesOptions } from './options.ts'
import type { ResponsesModel, ResponsesQuirks } from './quirks.ts'
import type { WireBody } from './wire.ts'

const always = [
  'messages',
  'maxOutputTokens',
  'tools',
  'toolChoice',
  'parallelToolCalls',
  'output',
  'cache',
  'user',
  'metadata',
  'serviceTier',
  'raw',
]
const sampling = ['temperature', 'topP', 'logprobs']

/** The request fields that are understood, for a target's model. */
export function responsesParams(quirks: ResponsesQuirks, target: Target): readonly string[] {
  const model = quirks.model(target.model)
  return [
    ...always,
    ...(model.efforts.length > 0 ? ['reasoning'] : []),
    ...(model.sampling === 'never' ? [] : sampling),
  ]
}

/** Our request in the dialect's words. Fields that are `undefined` are left out when it is written as JSON. */
export function toBody(request: ResolvedChatRequest, context: Context, quirks: ResponsesQuirks): WireBody {
  const options = (context.target.options ?? {}) as ResponsesOptions
  const model = quirks.model(context.target.model)
  const store = storeOf(options, quirks)
  const effort = model.efforts.length > 0 ? effortOf(request.reasoning, model.efforts, context) : undefined
  const settings = samplingOf(request, context, model, effort ?? model.defaultEffort)
  const tools = toTools(request, options)
  const include = includeOf(
    request,
    options,
    quirks,
    model,
    settings.logprobs !== undefined && settings.logprobs !== false,
  )
  const { instructions, input } = toInput(request.messages, { context, model, quirks, stored: store !== false })
  return {
    model: context.target.model,
    ...(instructions !== undefined && { instructions }),
    input,
    ...(request.maxOutputTokens !== undefined && { max_output_tokens: request.maxOutputTokens }),
    ...(settings.temperature !== undefined && { temperature: settings.temperature }),
    ...(settings.topP !== undefined && { top_p: settings.topP }),
    ...(typeof settings.logprobs === 'number' && { top_logprobs: settings.logprobs }),
    ...(tools && { tools }),
    // Refused where there are no tools; those of a stored prompt are not known here.
    ...((tools || options.prompt) && {
      ...defined('tool_choice', toToolChoice(request, options)),
      ...defined('parallel_tool_calls', request.parallelToolCalls),
    }),
    ...defined('reasoning', reasoningOf(request, options, model, effort)),
    ...defined('text', textOf(request, options)),
    ...defined('service_tier', request.serviceTier),
    ...cacheOf(request, options, model, context),
    ...defined('safety_identifier', request.user),
    ...defined('metadata', request.metadata),
    ...(include.length > 0 && { include }),
    ...defined('store', store),
    ...fieldsOf(options),
    ...(options.compactThreshold && {
      context_management: [{ type: 'compaction', compact_threshold: options.compactThreshold }],
    }),
    // What runs in the background can be waited for only as a stream; the reader does not mind.
    ...((context.stream || options.background) && { stream: true }),
    ...((context.stream || options.background) &&
      options.obfuscation === false && { stream_options: { include_obfuscation: false } }),
  }
}

const defined = (field: string, value: unknown): object => (value === undefined ? {} : { [field]: value })

function storeOf(options: ResponsesOptions, quirks: ResponsesQuirks): boolean | undefined {
  if (options.store !== undefined) return options.store
  // These live on stored answers, and storing is the service's default.
  return options.previousResponseId || options.conversation || options.background ? undefined : quirks.store
}

function samplingOf(
  request: ResolvedChatRequest,
  context: Context,
  model: ResponsesModel,
  effort: ReasoningEffort | undefined,
): Pick<ResolvedChatRequest, 'temperature' | 'topP' | 'logprobs'> {
  if (model.sampling === 'always' || (model.sampling === 'unreasoned' && effort === 'none')) return request
  if (model.sampling === 'unreasoned') {
    for (const field of sampling) {
      if (request[field as 'temperature'] === undefined) continue
      context.warn(field, `${context.target.model} takes it only with the reasoning effort none; it was left out.`)
    }
  }
  return {}
}

function reasoningOf(
  request: ResolvedChatRequest,
  options: ResponsesOptions,
  model: ResponsesModel,
  effort: ReasoningEffort | undefined,
): object | undefined {
  if (model.efforts.length === 0) return undefined
  const summary = typeof request.reasoning === 'object' && request.reasoning.summary
  const reasoning = {
    ...defined('effort', effort),
    ...(summary && { summary: options.reasoningSummary ?? 'auto' }),
    ...defined('context', options.reasoningContext),
    ...defined('mode', options.reasoningMode),
  }
  return Object.keys(reasoning).length > 0 ? reasoning : undefined
}

function textOf({ output }: ResolvedChatRequest, { verbosity }: ResponsesOptions): object | undefined {
  if (!output && !verbosity) return undefined
  return {
    ...(output && {
      format: {
        type: 'json_schema',
        name: output.name,
        ...defined('description', output.description),
        schema: output.schema,
        strict: output.strict ?? isStrictSchema(output.schema),
      },
    }),
    ...defined('verbosity', verbosity),
  }
}

// What a cache keeps by itself, in seconds; longer needs asking.
const shortRetention = 3600

function cacheOf(
  { cache }: ResolvedChatRequest,
  { cacheMode: mode }: ResponsesOptions,
  model: ResponsesModel,
  context: Context,
): object {
  const seconds = cache?.ttlSeconds
  const options = { ...defined('mode', mode), ...(seconds !== undefined && { ttl: cacheTtl(seconds) }) }
  const takesOptions = model.cache === 'breakpoints' && Object.keys(options).length > 0
  const long = seconds !== undefined && seconds > shortRetention
  if (long && model.cache === 'automatic') {
    context.warn('cache.ttlSeconds', `The prompt cache of ${context.target.model} has no lifetime to choose.`)
  }
  return {
    ...defined('prompt_cache_key', cache?.key),
    ...(takesOptions && { prompt_cache_options: options }),
    ...(long && model.cache === 'retention' && { prompt_cache_retention: '24h' }),
  }
}

function includeOf(
  request: ResolvedChatRequest,
  options: ResponsesOptions,
  quirks: ResponsesQuirks,
  model: ResponsesModel,
  logprobs: boolean,
): readonly string[] {
  const include = new Set(options.include)
  if (model.encryptsReasoning) include.add('reasoning.encrypted_content')
  if (logprobs) include.add('message.output_text.logprobs')
  for (const { type } of options.tools ?? []) {
    const more = Object.hasOwn(quirks.includes, type) ? quirks.includes[type] : undefined
    if (more) include.add(more)
  }
  return [...include]
}

function fieldsOf(options: ResponsesOptions): object {
  const fields: Record<string, unknown> = {}
  for (const [option, field] of Object.entries(optionFields)) {
    const value = options[option as keyof ResponsesOptions]
    if (value !== undefined) fields[field] = value
  }
  return fields
}
