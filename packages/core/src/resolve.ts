import { llmError } from './errors.ts'
import { isStandardSchema, toJsonSchema } from './schema.ts'
import type { BatchRequest, ResolvedBatchRequest } from './capabilities.ts'
import type { ChatRequest, Output, ResolvedChatRequest, ResolvedMessage, ResolvedTool, Tool } from './chat.ts'
import type { MediaPart, Message, Part } from './parts.ts'
import type { Schema } from './schema.ts'

type Fields = { readonly [field: string]: unknown }

const numbers =
  /^(?:maxOutputTokens|temperature|top[PKN]|seed|(?:frequency|presence)Penalty|dimensions|maxTokensPerDocument|count|steps|guidance|speed|sampleRate|maxResults|durationSeconds|expiresInSeconds)$/
const strings =
  /^(?:suffix|user|serviceTier|query|voice|instructions|mediaType|language|size|aspectRatio|quality|negativePrompt|country|name|purpose)$/
const booleans = /^(?:parallelToolCalls|raw|translate|diarize|includeImages)$/
const lists = /^(?:messages|tools|stop|documents|images|requests|pages|includeDomains|excludeDomains)$/

/** What each capability cannot do without. */
const required: { readonly [capability: string]: readonly string[] } = {
  complete: ['prompt'],
  embed: ['input'],
  rerank: ['query', 'documents'],
  moderate: ['input'],
  image: ['prompt'],
  speech: ['input'],
  transcribe: ['audio'],
  ocr: ['document'],
  search: ['query'],
  video: ['prompt'],
  batch: ['requests'],
  tune: ['trainingFile'],
  files: ['data', 'name'],
}

const partTypes = /^(?:text|media|reasoning|tool-call|tool-result|source|x-.+)$/

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

// Says what kind of thing came, never its text: it may be the prompt.
const kindOf = (value: unknown): string =>
  typeof value === 'number' ? String(value) : value === null ? 'null' : Array.isArray(value) ? 'a list' : typeof value

// A role or the type of a part may be said: a short word of letters is no prompt.
const wordOf = (value: unknown): string =>
  typeof value === 'string' && /^[a-z_-]{1,24}$/i.test(value) ? `"${value}"` : kindOf(value)

/** The error for a field that is not as it must be. */
export const refuse = (field: string, rule: string, came: unknown, shown = kindOf): never => {
  throw llmError('invalid-request', `The request's "${field}" must be ${rule}; it is ${shown(came)}.`, { field })
}

/** Checks what holds for the fields of every capability. */
function checkFields(request: Fields): void {
  for (const [field, value] of Object.entries(request)) {
    if (value === undefined) continue
    if (typeof value === 'number' ? !Number.isFinite(value) : numbers.test(field))
      refuse(field, 'a finite number', value)
    // A search takes a list of queries.
    if (strings.test(field) && typeof value !== 'string' && !Array.isArray(value)) refuse(field, 'a string', value)
    if (booleans.test(field) && typeof value !== 'boolean') refuse(field, 'true or false', value)
    if (lists.test(field) && !Array.isArray(value)) refuse(field, 'a list', value)
  }
}

function resolveMedia(part: MediaPart, at: string): MediaPart {
  const given = [part.data, part.url, part.file].filter((source) => source !== undefined)
  if (given.length !== 1) {
    const message = `The media part ${at} needs exactly one of "data", "url" and "file"; it has ${given.length}.`
    throw llmError('invalid-request', message, { field: at })
  }
  if (!/^[\w.+-]+\/./.test(String(part.mediaType)))
    refuse(`${at}.mediaType`, 'a media type such as "image/png"', part.mediaType, wordOf)
  const match = /^data:([^;,]*)[^,]*?(;base64)?,/i.exec(part.url?.slice(0, 256) ?? '')
  if (!match) return part
  if (!match[2]) refuse(`${at}.url`, 'base64 if it is a data: URL', part.url)
  const { url, ...rest } = part
  return { ...rest, mediaType: match[1] || part.mediaType, data: (url as string).slice(match[0].length) }
}

function resolvePart(part: Part, at: string): Part {
  if (!isObject(part) || typeof part.type !== 'string') return refuse(at, 'a part with a "type"', part)
  if (!partTypes.test(part.type))
    refuse(`${at}.type`, 'text, media, reasoning, tool-call, tool-result, source or x-...', part.type, wordOf)
  if ((part.type === 'text' || part.type === 'reasoning') && typeof part.text !== 'string')
    refuse(`${at}.text`, 'a string', part.text)
  if (part.type === 'media') return resolveMedia(part, at)
  if (part.type === 'tool-call' || part.type === 'tool-result') {
    for (const field of ['id', 'name'] as const)
      if (typeof part[field] !== 'string') refuse(`${at}.${field}`, 'a string', part[field])
  }
  if (part.type === 'tool-result') {
    if ((part.output === undefined) === (part.parts === undefined)) {
      const message = `The tool result ${at} needs exactly one of "output" and "parts"; it has ${part.parts ? 'both' : 'none'}.`
      throw llmError('invalid-request', message, { field: at })
    }
    if (part.parts) return { ...part, parts: resolveContent(part.parts, `${at}.parts`) }
  }
  return part
}

function resolveContent(content: string | readonly Part[], at: string): readonly Part[] {
  if (typeof content === 'string') return content === '' ? [] : [{ type: 'text', text: content }]
  if (!Array.isArray(content)) refuse(at, 'a string or a list of parts', content)
  return content
    .map((part, index) => resolvePart(part, `${at}[${index}]`))
    .filter((part) => part.type !== 'text' || part.text !== '' || part.state)
}

function resolveTools(tools: readonly Tool[]): ResolvedTool[] {
  const names = new Set<string>()
  return tools.map((tool, index) => {
    const at = `tools[${index}]`
    if (!isObject(tool) || typeof tool.name !== 'string')
      refuse(`${at}.name`, 'a string', (tool as Tool | undefined)?.name)
    if (names.has(tool.name))
      throw llmError('invalid-request', `Two tools are named "${tool.name}"; give each its own name.`, { field: at })
    names.add(tool.name)
    return {
      ...tool,
      input: tool.input ? toJsonSchema(tool.input, `tool "${tool.name}"`) : { type: 'object', properties: {} },
    }
  })
}

/** The caller's schema of a request's `output`, as it was given. */
export const outputSchema = (output: Output | Schema | undefined): Schema | undefined =>
  output && !isStandardSchema(output as Schema) && /^(?:object|function)$/.test(typeof (output as Output).schema)
    ? (output as Output).schema
    : (output as Schema | undefined)

const roles = ['system', 'user', 'assistant', 'tool']

/**
 * A chat request as adapters see it (see `ResolvedChatRequest`); `data:` URLs have become `data`. Fields that are not known here are kept.
 *
 * @throws LLMError `invalid-request` naming the field, the rule and what came.
 */
export function resolveChat(request: ChatRequest): ResolvedChatRequest {
  if (!isObject(request)) refuse('request', 'an object', request)
  checkFields(request as unknown as Fields)
  const { messages: turns = [], prompt, system, tools, output, ...settings } = request
  const messages: ResolvedMessage[] = []
  const add = (role: Message['role'], content: string | readonly Part[] | undefined, at: string): void => {
    if (content === undefined) return
    messages.push({ role, content: resolveContent(content, at) })
  }
  if (system !== '') add('system', system, 'system')
  for (const [index, turn] of turns.entries()) {
    const at = `messages[${index}]`
    if (!isObject(turn) || !roles.includes(turn.role))
      refuse(`${at}.role`, `one of ${roles.join(', ')}`, (turn as Message | undefined)?.role, wordOf)
    if (turn.content === undefined) refuse(`${at}.content`, 'a string or a list of parts', undefined)
    add(turn.role, turn.content, `${at}.content`)
  }
  if (prompt !== '') add('user', prompt, 'prompt')
  if (turns.length === 0 && !prompt?.length) {
    throw llmError('invalid-request', 'The request has nothing to answer; give "messages" or a "prompt".', {
      field: 'messages',
    })
  }
  const schema = outputSchema(output)
  const named = schema && schema !== output ? (output as Output) : {}
  return {
    ...settings,
    messages,
    ...(tools && { tools: resolveTools(tools) }),
    ...(schema && { output: { name: 'answer', ...named, schema: toJsonSchema(schema, '"output"') } }),
  }
}

function resolveBatch(requests: BatchRequest['requests']): ResolvedBatchRequest['requests'] {
  if (requests.length === 0) refuse('requests', 'a list of at least one', [])
  const ids = new Set<string>()
  return requests.map((one, index) => {
    const at = `requests[${index}]`
    if (!isObject(one) || typeof one.id !== 'string')
      refuse(`${at}.id`, 'a string', (one as Fields | undefined)?.['id'])
    const { id, request } = one
    if (ids.has(id)) refuse(`${at}.id`, 'its own', id)
    ids.add(id)
    return { id, request: resolveChat(request) }
  })
}

/** A request of any capability, as its handler sees it. Throws as `resolveChat` does. */
export function resolveRequest(capability: string, request: object): object {
  if (capability === 'chat' || capability === 'countTokens') return resolveChat(request)
  checkFields(request as Fields)
  const fields = request as Fields
  for (const field of required[capability] ?? []) if (fields[field] === undefined) refuse(field, 'given', undefined)
  if (capability === 'batch') {
    return { ...request, requests: resolveBatch(fields['requests'] as BatchRequest['requests']) }
  }
  const media = capability === 'transcribe' ? 'audio' : capability === 'ocr' ? 'document' : undefined
  return media ? { ...request, [media]: resolveMedia(fields[media] as MediaPart, media) } : request
}
