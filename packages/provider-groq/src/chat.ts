import { defined } from '@llmrr/core'
import { chatDefaults, nearestEffort } from '@llmrr/provider-kit'
import { executedTools } from './executed-tools.ts'
import { optionsOf } from './options.ts'
import type { ReasoningEffort, ResolvedChatRequest } from '@llmrr/core'
import type { OpenAIChatAnnotation, OpenAIChatChunk, OpenAIChatQuirks, OpenAIChatUsage } from '@llmrr/provider-kit'
import type { GroqOptions } from './options.ts'

const isGptOss = (model: string): boolean => model.includes('gpt-oss')
const isQwen = (model: string): boolean => model.startsWith('qwen/')
const isPlain = (model: string): boolean =>
  /^(?:llama-|meta-llama\/|allam|groq\/compound|compound|canopylabs|gemma)/.test(model)

/** Request fields that Groq refuses, or that no model of it supports. */
export const without = ['topK', 'frequencyPenalty', 'presencePenalty', 'logprobs', 'metadata', 'cache']

// `none` turns the reasoning of Qwen off, `default` on.
const qwenEfforts: readonly ReasoningEffort[] = ['none', 'medium']

interface GroqChunk extends OpenAIChatChunk {
  readonly x_groq?: { readonly usage?: OpenAIChatUsage | null; readonly error?: unknown } | null
}

/** The fields of the options, where no field of the request says the same. */
function fieldsOf(options: GroqOptions): Record<string, unknown> {
  const { searchSettings: search, compound } = options
  return {
    service_tier: options.serviceTier,
    reasoning_format: options.reasoningFormat,
    include_reasoning: options.includeReasoning,
    disable_tool_validation: options.disableToolValidation,
    documents: options.documents,
    citation_options: options.citations === undefined ? undefined : options.citations ? 'enabled' : 'disabled',
    search_settings: search && {
      include_domains: search.includeDomains,
      exclude_domains: search.excludeDomains,
      include_images: search.includeImages,
      country: search.country,
    },
    compound_custom: compound && {
      models: { reasoning_model: compound.reasoningModel, answering_model: compound.answeringModel },
      tools: { enabled_tools: compound.enabledTools, wolfram_settings: compound.wolframSettings },
    },
  }
}

/** Whether reasoning is shown, where the request says it. */
function summaryOf({ reasoning }: ResolvedChatRequest, model: string): Record<string, unknown> {
  const summary = typeof reasoning === 'object' ? reasoning.summary : undefined
  if (summary === undefined || isPlain(model)) return {}
  return isGptOss(model) ? { include_reasoning: summary } : { reasoning_format: summary ? 'parsed' : 'hidden' }
}

/** In what Groq's chat differs from OpenAI's. */
export const quirks: Partial<OpenAIChatQuirks> = {
  efforts: (model) =>
    isGptOss(model) ? ['low', 'medium', 'high'] : isQwen(model) ? qwenEfforts : isPlain(model) ? [] : undefined,
  // Earlier reasoning is taken back by gpt-oss only; other models refuse the field.
  reasoningField: (model) => (isGptOss(model) ? 'reasoning' : undefined),
  structuredOutput: (model) => (isPlain(model) || isQwen(model) ? 'json-object' : 'json-schema'),
  thinkTags: (context) => optionsOf(context).reasoningFormat !== 'raw',
  citesText: (context) => optionsOf(context).documents !== undefined,
  writeReasoning(reasoning, context, efforts) {
    const { model } = context.target
    if (!isQwen(model)) return chatDefaults.writeReasoning(reasoning, context, efforts)
    const { effort, tokens } = typeof reasoning === 'string' ? { effort: reasoning } : reasoning
    if (tokens !== undefined)
      context.warn('reasoning.tokens', `${model} takes no budget of tokens; it reasons as it does by default.`)
    if (effort === undefined) return {}
    return { reasoning_effort: nearestEffort(effort, qwenEfforts) === 'none' ? 'none' : 'default' }
  },
  body(body, request, context) {
    const options = optionsOf(context)
    const own = options.tools?.map((tool) => (typeof tool === 'string' ? { type: tool } : tool)) ?? []
    return defined({
      ...fieldsOf(options),
      ...summaryOf(request, context.target.model),
      ...body,
      ...(own.length > 0 && { tools: [...((body['tools'] as readonly object[] | undefined) ?? []), ...own] }),
    })
  },
  chunk: (chunk) => {
    const error = (chunk as GroqChunk).x_groq?.error
    return error ? { ...chunk, error } : chunk
  },
  // Older models send usage only under `x_groq`, newer ones up to three times: the last one counts.
  readUsage: (chunk) => chunk.usage ?? (chunk as GroqChunk).x_groq?.usage,
  readCitation(annotation: OpenAIChatAnnotation) {
    const cited = (annotation['document_citation'] ?? annotation['function_citation']) as
      | {
          readonly document_id?: string
          readonly tool_call_id?: string
          readonly start_index?: number
          readonly end_index?: number
        }
      | undefined
    if (!cited) return chatDefaults.readCitation(annotation)
    const sourceId = cited.document_id ?? cited.tool_call_id
    return {
      ...(sourceId !== undefined && { sourceId }),
      ...(cited.start_index !== undefined && { start: cited.start_index }),
      ...(cited.end_index !== undefined && { end: cited.end_index }),
    }
  },
  readParts: executedTools,
}
