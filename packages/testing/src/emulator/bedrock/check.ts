import type { Loose } from '../http/loose.ts'
import { inspect, type Fields } from '../http/shape.ts'
import { blockFields, resultFields } from './fields.ts'
import type { BedrockModel } from './model.ts'
import { readSignature } from './thinking.ts'
import { invalid, sayProblem } from './words.ts'

const idForm = /^[\w.:-]{1,64}$/u
const nameForm = /^[\w-]{1,64}$/u
const documentForm = /^(?! )[a-zA-Z0-9 ()[\]-]{1,200}$/u

/** Refuses what the service refuses in a body of Converse. */
export function checkConverse(body: Loose, fields: Fields, model: BedrockModel): void {
  const problem = inspect(body ?? {}, fields)
  if (problem) invalid(sayProblem(problem))
  const { messages, system = [], toolConfig, additionalModelRequestFields: extra = {} } = body
  if (messages.length === 0) invalid('A conversation must have at least one message. Try again with one.')
  if (messages[0].role !== 'user')
    invalid(
      'A conversation must start with a user message. Try again with a conversation that starts with a user message.',
    )
  for (const [i, { text }] of system.entries()) checkText(text, `system.${i}`, 'SystemContentBlock')
  for (const [i, message] of messages.entries()) checkMessage(message, i, model)
  checkTools(toolConfig, messages, model)
  checkMarks(body, model)
  checkThinking(body, extra, model)
  const schema = body.outputConfig?.textFormat?.structure?.jsonSchema?.schema
  if (schema !== undefined) checkSchema(schema, model)
}

function checkText(text: unknown, at: string, kind: string): void {
  if (typeof text === 'string' && text.trim() === '')
    invalid(`The text field in the ${kind} object at ${at} is blank. Add text to the text field, and try again.`)
}

function one(block: Loose, at: string, fields: Fields): void {
  const problem = inspect(block, fields, at.split('.'))
  if (problem) invalid(sayProblem(problem))
  if (Object.keys(block).length !== 1)
    invalid(
      `The content block at ${at} must have exactly one field. Try again with one of ${Object.keys(fields).join(', ')}.`,
    )
}

function checkMessage({ role, content }: Loose, i: number, model: BedrockModel): void {
  if (content.length === 0)
    invalid(
      `The content field in the Message object at messages.${i} is empty. Add a ContentBlock object to the content field and try again.`,
    )
  for (const [j, block] of content.entries()) {
    const at = `messages.${i}.content.${j}`
    one(block, at, blockFields)
    checkText(block.text, at, 'ContentBlock')
    checkBlock(block, at, role, model)
  }
  const documents = content.filter(({ document }: Loose) => document)
  if (documents.length > 0 && !content.some(({ text }: Loose) => text !== undefined)) {
    invalid('Malformed input: a message with documents needs a text block beside them. Add a text block and try again.')
  }
  const names = documents.map(({ document }: Loose) => document.name)
  if (new Set(names).size < names.length) invalid('Duplicate document names are not allowed.')
}

function checkBlock(
  { toolUse, toolResult, document, reasoningContent }: Loose,
  at: string,
  role: string,
  model: BedrockModel,
): void {
  const id = (toolUse ?? toolResult)?.toolUseId
  if (id !== undefined && !idForm.test(id))
    invalid(
      `Value '${id}' at '${at}.toolUseId' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.:-]+`,
    )
  if (toolUse && role !== 'assistant') invalid(`The toolUse block at ${at} is not allowed in a ${role} message.`)
  if (toolResult) {
    if (role === 'assistant' && toolResult.type === undefined)
      invalid(`The toolResult block at ${at} is not allowed in an assistant message.`)
    if (toolResult.status === 'error' && toolResult.content.length === 0)
      invalid(`The content field of the toolResult at ${at} must not be empty when its status is error.`)
    for (const [k, block] of toolResult.content.entries()) {
      one(block, `${at}.toolResult.content.${k}`, resultFields)
      if ('json' in block && (typeof block.json !== 'object' || Array.isArray(block.json) || block.json === null)) {
        invalid(
          `The format of the value at ${at}.toolResult.content.${k}.json is invalid. Provide a json object for the field and try again.`,
        )
      }
    }
  }
  if (document && !documentForm.test(document.name)) {
    invalid(
      'The document file name can only contain alphanumeric characters, whitespace characters, hyphens, parentheses, and square brackets. The name can’t contain more than one consecutive whitespace character.',
    )
  }
  if (reasoningContent && readSignature(reasoningContent, model) === undefined)
    invalid(`${at}: Invalid \`signature\` in \`thinking\` block`)
}

function checkTools(toolConfig: Loose, messages: Loose[], { isClaude }: BedrockModel): void {
  const isUsed = messages.some(({ content }) => content.some(({ toolUse, toolResult }: Loose) => toolUse ?? toolResult))
  if (!toolConfig) {
    if (isUsed) invalid('The toolConfig field must be defined when using toolUse and toolResult content blocks.')
    return
  }
  const { tools, toolChoice } = toolConfig
  if (tools.length === 0)
    invalid(
      "1 validation error detected: Value at 'toolConfig.tools' failed to satisfy constraint: Member must have length greater than or equal to 1",
    )
  const names: string[] = tools.flatMap(({ toolSpec }: Loose) => (toolSpec ? [toolSpec.name] : []))
  const odd = names.find((name) => !nameForm.test(name))
  if (odd !== undefined)
    invalid(
      `Value '${odd}' at 'toolConfig.tools.toolSpec.name' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_-]+`,
    )
  if (toolChoice?.tool && !names.includes(toolChoice.tool.name))
    invalid(`The tool ${toolChoice.tool.name} in toolChoice is not one of the tools.`)
  if (tools.some(({ systemTool }: Loose) => systemTool) && isClaude)
    invalid("This model doesn't support the systemTool field. Remove systemTool and try again.")
  for (const [i, message] of messages.entries()) checkResults(message, messages[i + 1], i)
}

/** Every call of the caller's tools is answered in the next message. */
function checkResults({ role, content }: Loose, next: Loose | undefined, i: number): void {
  if (role !== 'assistant') return
  const asked: string[] = content.flatMap(({ toolUse }: Loose) =>
    toolUse && toolUse.type !== 'server_tool_use' ? [toolUse.toolUseId] : [],
  )
  if (!next && asked.length === 0) return
  const given: string[] = (next?.content ?? []).flatMap(({ toolResult }: Loose) =>
    toolResult ? [toolResult.toolUseId] : [],
  )
  const open = asked.filter((id) => !given.includes(id))
  if (open.length > 0)
    invalid(`Expected toolResult blocks at messages.${i + 1}.content for the following Ids: ${open.join(', ')}`)
  if (given.length > asked.length) {
    invalid(
      `The number of toolResult blocks at messages.${i + 1}.content exceeds the number of toolUse blocks of previous turn.`,
    )
  }
}

function checkMarks({ messages, system = [], toolConfig }: Loose, model: BedrockModel): void {
  const places = [toolConfig?.tools ?? [], system, ...messages.map(({ content }: Loose) => content)].flat()
  const marks = places.filter(({ cachePoint }: Loose) => cachePoint)
  if (marks.length === 0) return
  if (!model.caches)
    invalid(
      'You invoked an unsupported model or your request did not allow prompt caching. See the documentation for more information.',
    )
  if (marks.length > 4) invalid(`A maximum of 4 cache points may be provided. Found ${marks.length}.`)
}

function checkThinking({ inferenceConfig = {} }: Loose, { thinking, top_k: topK }: Loose, model: BedrockModel): void {
  if (!thinking) return
  if (!model.isClaude)
    invalid(
      'Malformed input request: #: extraneous key [thinking] is not permitted, please reformat your input and try again.',
    )
  if (thinking.type !== 'enabled') return
  const { budget_tokens: budget } = thinking
  if (!(budget >= 1024)) invalid('thinking.enabled.budget_tokens: Input should be greater than or equal to 1024')
  if (inferenceConfig.maxTokens !== undefined && budget >= inferenceConfig.maxTokens)
    invalid('`max_tokens` must be greater than `thinking.budget_tokens`.')
  if (inferenceConfig.temperature !== undefined && inferenceConfig.temperature !== 1)
    invalid('`temperature` may only be set to 1 when thinking is enabled.')
  if (topK !== undefined) invalid('`top_k` must be unset when thinking is enabled.')
}

function checkSchema(text: string, model: BedrockModel): void {
  if (!model.schemas) invalid("This model doesn't support the outputConfig.textFormat field. Remove it and try again.")
  let schema: Loose
  try {
    schema = JSON.parse(text)
  } catch {
    return invalid('The schema of outputConfig.textFormat is not valid JSON.')
  }
  if (schema.type === 'object' && schema.additionalProperties !== false)
    invalid("output_config.format.schema: For 'object' type, 'additionalProperties' must be explicitly set to false")
}
