import type { Loose } from '../http/loose.ts'
import type { BedrockModel } from './model.ts'

/**
 * A body of Converse as one of Messages, which the brain and the counting of tokens read. `thinking` says whether the model
 * reasons, whoever's it is.
 */
export function asMessages(body: Loose, model: BedrockModel): Loose {
  const {
    messages,
    system,
    inferenceConfig = {},
    toolConfig,
    outputConfig,
    additionalModelRequestFields: extra = {},
  } = body
  const schema = outputConfig?.textFormat?.structure?.jsonSchema?.schema
  const choice = toolConfig?.toolChoice
  const tools = marked(toolConfig?.tools ?? [], toolOf)
  return {
    model: model.isClaude ? model.id.replace(/^anthropic\./u, '').replace(/-v\d(?::\d)?$/u, '') : model.id,
    system: marked(system ?? [], blockOf),
    messages: messages.map(({ role, content }: Loose) => ({ role, content: marked(content, blockOf) })),
    tools,
    ...(tools.length > 0 && { tool_choice: extra.tool_choice ?? choiceOf(choice) }),
    thinking: { type: isAsked(extra, model) ? 'adaptive' : 'disabled' },
    ...(schema !== undefined && { output_config: { format: { schema: JSON.parse(schema) } } }),
    max_tokens: inferenceConfig.maxTokens,
    stop_sequences: inferenceConfig.stopSequences,
  }
}

function isAsked({ thinking, reasoningConfig, reasoning_effort: effort }: Loose, { reasons }: BedrockModel): boolean {
  if (!reasons) return false
  return (thinking && thinking.type !== 'disabled') || reasoningConfig?.type === 'enabled' || effort !== undefined
}

const choiceOf = (choice: Loose): Loose =>
  choice?.tool ? { type: 'tool', name: choice.tool.name } : { type: choice?.any ? 'any' : 'auto' }

const toolOf = ({ toolSpec, systemTool }: Loose): Loose =>
  toolSpec
    ? { name: toolSpec.name, input_schema: toolSpec.inputSchema.json }
    : { type: systemTool.name, name: systemTool.name }

/** Entries without their cache points, which become marks of what stands before. */
function marked(list: Loose[], read: (entry: Loose) => Loose): Loose[] {
  const out: Loose[] = []
  for (const entry of list) {
    if (!entry.cachePoint) out.push(read(entry))
    else if (out.length > 0)
      out[out.length - 1] = { ...out.at(-1), cache_control: { type: 'ephemeral', ttl: entry.cachePoint.ttl ?? '5m' } }
  }
  return out
}

function blockOf({
  text,
  image,
  document,
  video,
  audio,
  toolUse,
  toolResult,
  reasoningContent,
  guardContent,
}: Loose): Loose {
  if (text !== undefined) return { type: 'text', text }
  if (toolUse) return { type: 'tool_use', id: toolUse.toolUseId, name: toolUse.name, input: toolUse.input }
  if (toolResult) {
    const content = toolResult.content.map((block: Loose) =>
      block.json === undefined ? blockOf(block) : { type: 'text', text: JSON.stringify(block.json) },
    )
    return { type: 'tool_result', tool_use_id: toolResult.toolUseId, content }
  }
  if (reasoningContent) return { type: 'thinking', thinking: reasoningContent.reasoningText?.text ?? '' }
  if (document) {
    const { source, format, name, citations } = document
    const plain = format === 'txt' && source.bytes !== undefined
    return {
      type: 'document',
      title: name,
      citations,
      source: plain ? { type: 'text', data: Buffer.from(source.bytes, 'base64').toString() } : { type: 'base64' },
    }
  }
  if (guardContent) return { type: 'text', text: guardContent.text?.text ?? '' }
  return { type: image || video || audio ? 'image' : 'text', source: { type: 'base64' }, text: '' }
}
