import { a, type Field, type Fields } from '../http/shape.ts'

const of = (fields: Fields, more: Partial<Field> = {}): Field => ({ type: 'object', fields, ...more })
const text: Field = { type: 'string', required: true }
const source = of({
  bytes: a.string,
  s3Location: of({ uri: text, bucketOwner: a.string }),
  text: a.string,
  content: a.array,
})
const media = (formats: readonly string[]): Field =>
  of({ format: { ...text, values: formats }, source: { ...source, required: true } })
const cachePoint = of({ type: { ...text, values: ['default'] }, ttl: { type: 'string', values: ['5m', '1h'] } })

const image = media(['png', 'jpeg', 'gif', 'webp'])
const video = media(['mkv', 'mov', 'mp4', 'webm', 'flv', 'mpeg', 'mpg', 'wmv', 'three_gp'])
const document = of({
  format: { type: 'string', values: ['pdf', 'csv', 'doc', 'docx', 'xls', 'xlsx', 'html', 'txt', 'md'] },
  name: text,
  source: { ...source, required: true },
  context: a.string,
  citations: of({ enabled: a.boolean }),
})
const searchResult = of({ source: text, title: text, content: { type: 'array', required: true }, citations: a.object })

/** What a block may be: exactly one of these. */
export const blockFields: Fields = {
  text: a.string,
  image,
  document,
  video,
  audio: media([
    'mp3',
    'opus',
    'wav',
    'aac',
    'flac',
    'mp4',
    'ogg',
    'mkv',
    'mka',
    'm4a',
    'x-aac',
    'mpeg',
    'mpga',
    'pcm',
    'webm',
  ]),
  toolUse: of({ toolUseId: text, name: text, input: { type: 'object', required: true }, type: a.string }),
  toolResult: of({
    toolUseId: text,
    content: { type: 'array', required: true },
    status: { type: 'string', values: ['success', 'error'] },
    type: a.string,
  }),
  reasoningContent: of({ reasoningText: of({ text, signature: a.string }), redactedContent: a.string }),
  guardContent: a.object,
  cachePoint,
  searchResult,
}

/** What a block of a tool's result may be. */
export const resultFields: Fields = { json: a.any, text: a.string, image, document, video, searchResult }

/** What a block of the system prompt may be. */
export const systemFields: Fields = { text: a.string, guardContent: a.object, cachePoint }

const tool: Fields = {
  toolSpec: of({
    name: text,
    description: a.string,
    inputSchema: of({ json: { type: 'object', required: true } }, { required: true }),
    strict: a.boolean,
  }),
  systemTool: of({ name: text }),
  cachePoint,
}

/** A body of Converse. */
export const converseFields: Fields = {
  messages: {
    type: 'array',
    required: true,
    fields: {
      role: { ...text, values: ['user', 'assistant', 'system'] },
      content: { type: 'array', required: true },
    },
  },
  system: { type: 'array', fields: systemFields },
  inferenceConfig: of({
    maxTokens: { type: 'integer', min: 1 },
    temperature: { type: 'number', min: 0, max: 1 },
    topP: { type: 'number', min: 0, max: 1 },
    stopSequences: a.array,
  }),
  toolConfig: of({
    tools: { type: 'array', required: true, fields: tool },
    toolChoice: of({ auto: a.object, any: a.object, tool: of({ name: text }) }),
  }),
  guardrailConfig: of({
    guardrailIdentifier: text,
    guardrailVersion: text,
    trace: { type: 'string', values: ['enabled', 'disabled', 'enabled_full'] },
    streamProcessingMode: { type: 'string', values: ['sync', 'async'] },
  }),
  additionalModelRequestFields: a.object,
  promptVariables: a.object,
  additionalModelResponseFieldPaths: a.array,
  requestMetadata: a.object,
  performanceConfig: of({ latency: { type: 'string', values: ['standard', 'optimized'] } }),
  serviceTier: of({ type: { ...text, values: ['default', 'priority', 'flex', 'reserved'] } }),
  outputConfig: of({
    textFormat: of({
      type: { ...text, values: ['json_schema'] },
      structure: of({ jsonSchema: of({ schema: text, name: a.string, description: a.string }) }),
    }),
    effort: { type: 'string', values: ['low', 'medium', 'high', 'xhigh', 'max'] },
  }),
}

/** What CountTokens takes of it. */
export const countFields: Fields = {
  messages: converseFields['messages']!,
  system: converseFields['system']!,
  toolConfig: converseFields['toolConfig']!,
  additionalModelRequestFields: a.object,
}
