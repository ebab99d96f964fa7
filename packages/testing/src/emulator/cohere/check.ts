import { isUnknownModel } from '../family/member.ts'
import type { Loose } from '../http/loose.ts'
import { a, inspect, type Fields } from '../http/shape.ts'
import { refuse, type Call } from '../service.ts'
import { invalid, noModel, sayProblem } from './words.ts'

type Say = (text: string) => never

const text = { type: 'string', required: true } as const

const chatFields: Fields = {
  model: text,
  messages: { type: 'array', required: true },
  stream: a.boolean,
  tools: {
    type: 'array',
    fields: { type: { ...text, values: ['function'] }, function: { type: 'object', required: true } },
  },
  strict_tools: a.boolean,
  tool_choice: { type: 'string', values: ['REQUIRED', 'NONE'] },
  documents: a.array,
  citation_options: {
    type: 'object',
    fields: { mode: { type: 'string', values: ['ENABLED', 'DISABLED', 'FAST', 'ACCURATE', 'OFF'] } },
  },
  response_format: {
    type: 'object',
    fields: { type: { ...text, values: ['text', 'json_object'] }, json_schema: a.object, schema: a.object },
  },
  safety_mode: { type: 'string', values: ['CONTEXTUAL', 'STRICT', 'OFF'] },
  max_tokens: { type: 'integer', min: 0 },
  stop_sequences: a.array,
  temperature: { type: 'number', min: 0, max: 1 },
  seed: { type: 'integer', min: 0 },
  frequency_penalty: { type: 'number', min: 0, max: 1 },
  presence_penalty: { type: 'number', min: 0, max: 1 },
  k: { type: 'integer', min: 0, max: 500 },
  p: { type: 'number', min: 0.01, max: 0.99 },
  logprobs: a.boolean,
  thinking: {
    type: 'object',
    fields: { type: { ...text, values: ['enabled', 'disabled'] }, token_budget: { type: 'integer', min: 1 } },
  },
  priority: { type: 'integer', min: 0, max: 999 },
}

/** Whether a model thinks before it answers, and does so unless it is told not to. */
export const thinks = (model: string): boolean => /command-a-(?:plus|reasoning)|^north/u.test(model)
const sees = (model: string): boolean => /vision|command-a-plus/u.test(model)

/** Refuses a body that does not fit the fields. What the service does not know it passes over, and says so in a header. */
export function checkFields({ body, requestId }: Call, fields: Fields): Readonly<Record<string, string>> {
  const known = Object.fromEntries(Object.entries(body ?? {}).filter(([name]) => name in fields))
  const problem = inspect(known, fields)
  if (problem) invalid(sayProblem(problem), requestId)
  if (isUnknownModel(body.model ?? '')) refuse(noModel(body.model, requestId))
  const unknown = Object.keys(body).find((name) => !(name in fields))
  return unknown === undefined ? {} : { 'x-api-warning': `unknown field: parameter ${unknown} is not a valid field` }
}

/** Refuses a chat that the service refuses. */
export function checkChat(call: Call): Readonly<Record<string, string>> {
  const headers = checkFields(call, chatFields)
  const { body, requestId } = call
  const say: Say = (sentence) => invalid(sentence, requestId)
  checkTools(body, say)
  checkFormat(body, say)
  if (body.stop_sequences?.length > 5) say('stop_sequences must have at most 5 entries')
  if (body.safety_mode && (body.tools?.length > 0 || body.documents?.length > 0))
    say('safety_mode is not supported with tools or documents')
  if (body.thinking && !thinks(body.model)) say(`thinking is not supported by model ${body.model}`)
  for (const [i, document] of (body.documents ?? []).entries()) {
    if (typeof document !== 'string' && (document?.data === undefined || document.data === null))
      say(`documents[${i}].data is required`)
  }
  checkMessages(body, say)
  return headers
}

function checkTools({ tools = [], tool_choice: choice, strict_tools: strict }: Loose, say: Say): void {
  for (const [i, { function: tool }] of tools.entries()) {
    if (typeof tool.name !== 'string' || !/^[A-Za-z_]\w*$/u.test(tool.name))
      say(`tools[${i}].function.name must have letters, digits and underscores, and not begin with a digit`)
    if (tool.parameters === undefined) say(`tools[${i}].function.parameters is required`)
    if (strict && !(tool.parameters.required?.length > 0))
      say(`tools[${i}]: a tool must have at least one required parameter with strict_tools`)
  }
  const parameters = tools.reduce(
    (sum: number, { function: tool }: Loose) => sum + Object.keys(tool.parameters?.properties ?? {}).length,
    0,
  )
  if (strict && parameters > 200) say('tools must have at most 200 fields with strict_tools')
  if (choice === 'REQUIRED' && tools.length === 0) say('tool_choice REQUIRED needs tools')
}

function checkFormat({ response_format: format, documents }: Loose, say: Say): void {
  if (format?.type !== 'json_object') return
  if (documents?.length > 0) say('response_format is not supported with RAG')
  const schema = format.json_schema ?? format.schema
  if (schema === undefined) return
  if (schema.type !== 'object') say('response_format.json_schema must be of type object at the top level')
  checkRequired(schema, say)
}

function checkRequired(schema: Loose, say: Say): void {
  if (typeof schema !== 'object' || schema === null) return
  if (schema.type === 'object' && !(schema.required?.length > 0))
    say('response_format.json_schema: each object must have at least one required field')
  for (const one of [...Object.values(schema.properties ?? {}), schema.items, ...(schema.anyOf ?? [])])
    checkRequired(one, say)
}

const parts: Readonly<Record<string, readonly string[]>> = {
  system: ['text'],
  user: ['text', 'image_url'],
  assistant: ['text', 'thinking'],
  tool: ['text', 'document'],
}

function checkMessages({ messages, model }: Loose, say: Say): void {
  if (messages.length === 0) say('messages must have at least one entry')
  let open: string[] = []
  for (const [i, message] of messages.entries()) {
    const at = `messages[${i}]`
    const { role, content, tool_calls: calls = [], tool_call_id: id } = message
    const known = parts[role]
    if (!known) say(`${at}.role must be one of system, user, assistant, tool`)
    if (role === 'tool') {
      if (!open.includes(id)) say(`${at}: tool_call_id ${id} belongs to no tool call before it`)
      open = open.filter((one) => one !== id)
    } else if (open.length > 0) say(`${at}: the tool calls ${open.join(', ')} have no result`)
    if (content == null && !(role === 'assistant' && (calls ?? []).length > 0)) say(`${at}.content is required`)
    if (content === '' && role !== 'assistant') say(`${at}.content must be at least 1 token long`)
    checkContent(content, known!, at, model, say)
    if (role !== 'assistant' || !calls?.length) continue
    const said = typeof content === 'string' ? content : (content ?? []).map((part: Loose) => part.text ?? '').join('')
    if (said !== '') say('text content is not allowed when tool_calls are provided')
    open = calls.map((call: Loose) => call.id)
  }
  if (open.length > 0) say(`the tool calls ${open.join(', ')} have no result`)
}

function checkContent(content: Loose, known: readonly string[], at: string, model: string, say: Say): void {
  if (content != null && typeof content !== 'string' && !Array.isArray(content)) say(`${at}.content must be a list`)
  if (!Array.isArray(content)) return
  for (const [j, part] of content.entries()) {
    if (!known.includes(part?.type)) say(`${at}.content[${j}].type must be one of ${known.join(', ')}`)
    if (part.type === 'document' && part.document?.data === undefined)
      say(`${at}.content[${j}].document.data is required`)
    if (part.type !== 'image_url') continue
    if (!sees(model)) say(`image content is not supported by model ${model}`)
    if (!/^(?:https:\/\/|data:image\/(?:png|jpeg|webp|gif);base64,)/u.test(part.image_url?.url ?? ''))
      say(`${at}.content[${j}].image_url.url must be a data URL or begin with https://`)
  }
}
