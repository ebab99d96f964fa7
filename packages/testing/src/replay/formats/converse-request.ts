import { given, ownTools, plain, rest } from './request.ts'
import type { Bag } from './request.ts'
import type { Intent, OpaqueMessage } from '../format.ts'
import type { Part } from '@llmrr/core'

const types: Bag = {
  pdf: 'application/pdf',
  csv: 'text/csv',
  html: 'text/html',
  txt: 'text/plain',
  md: 'text/markdown',
  doc: 'application/msword',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xls: 'application/vnd.ms-excel',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  mp3: 'audio/mpeg',
  mov: 'video/quicktime',
  three_gp: 'video/3gpp',
}

const media = (kind: string, m: Bag): Part => ({
  type: 'media',
  mediaType: types[m['format']] ?? `${kind}/${m['format']}`,
  ...(m['source'].s3Location ? { url: m['source'].s3Location.uri } : { data: m['source'].bytes ?? '' }),
  ...(m['name'] && { name: m['name'] }),
  ...(m['citations']?.enabled && { citations: true }),
})

const kinds = ['image', 'document', 'video', 'audio']
const mark = (point: Bag): object => ({
  cache: point['ttl'] ? { ttlSeconds: point['ttl'] === '1h' ? 3600 : 300 } : true,
})

/** What the user, a tool or the system says; a cache point marks what stands before it. */
function parts(list: readonly Bag[], names: Map<string, string>): Part[] {
  const out: Part[] = []
  for (const b of list) {
    const kind = kinds.find((one) => b[one])
    if (b['cachePoint']) out[out.length - 1] = { ...out.at(-1)!, ...mark(b['cachePoint']) } as Part
    else if (typeof b['text'] === 'string') out.push({ type: 'text', text: b['text'] })
    else if (kind) out.push(media(kind, b[kind]))
    else if (b['toolResult']) out.push(result(b['toolResult'], names))
    // What our words have no name for: blocks of the service's own.
    else out.push({ type: 'x-bedrock', data: b as never, state: { bedrock: b as never } })
  }
  return out
}

const result = ({ toolUseId: id, content = [], status }: Bag, names: Map<string, string>): Part => {
  const [only] = content as readonly Bag[]
  const isOne = content.length === 1
  return {
    type: 'tool-result',
    id,
    name: names.get(id) ?? 'tool',
    ...(isOne && only!['json'] !== undefined
      ? { output: only!['json'] }
      : isOne && typeof only!['text'] === 'string'
        ? { output: only!['text'] }
        : { parts: parts(content, names) }),
    ...(status === 'error' && { error: true }),
  }
}

const isPlain = (b: Bag): boolean =>
  typeof b['text'] === 'string' || b['cachePoint'] || (b['toolUse'] && b['toolUse'].type !== 'server_tool_use')

/** A message in turns: results stand in a turn of their own, an answer of more than text and calls stays as it is. */
function turn({ role, content }: Bag, names: Map<string, string>): OpaqueMessage[] {
  const list: Bag[] = content
  for (const b of list) if (b['toolUse']) names.set(b['toolUse'].toolUseId, b['toolUse'].name)
  if (role === 'assistant') {
    if (!list.every(isPlain)) return [{ role, wire: list }]
    const said = list.flatMap((b): Part[] =>
      b['toolUse']
        ? [{ type: 'tool-call', id: b['toolUse'].toolUseId, name: b['toolUse'].name, input: b['toolUse'].input }]
        : parts([b], names),
    )
    return [{ role, content: said }]
  }
  const said = parts(list, names)
  const told = said.filter((part) => part.type === 'tool-result')
  const others = said.filter((part) => part.type !== 'tool-result')
  return [
    ...(told.length > 0 ? [{ role: 'tool' as const, content: told }] : []),
    ...(others.length > 0 || told.length === 0 ? [{ role: 'user' as const, content: others }] : []),
  ]
}

const names = { metadata: 'requestMetadata', additionalModelResponseFieldPaths: 'additionalModelResponseFieldPaths' }
const inference = { maxOutputTokens: 'maxTokens', temperature: 'temperature', topP: 'topP', stop: 'stopSequences' }
const read = ['messages', 'system', 'inferenceConfig', 'toolConfig', 'outputConfig', 'guardrailConfig']
const alsoRead = ['performanceConfig', 'serviceTier', 'additionalModelRequestFields']

/** The model in a path of Bedrock's runtime. */
export const modelInPath = (path: string): string =>
  decodeURIComponent(/\/model\/(.+)\/[\w-]+$/.exec(path.split('?')[0]!)?.[1] ?? 'any')

/** Converse: the request. */
export function readConverseRequest(sent: Bag, path: string): Intent {
  const { toolConfig, guardrailConfig: guardrail, outputConfig, inferenceConfig = {} } = sent
  const {
    thinking,
    top_k,
    inferenceConfig: nova,
    reasoningConfig,
    ...fields
  } = sent['additionalModelRequestFields'] ?? {}
  const tools: Bag[] = toolConfig?.tools ?? []
  const marked = tools.flatMap((tool, at) => (tool['toolSpec'] ? [{ ...tool['toolSpec'], at }] : []))
  const choice = toolConfig?.toolChoice
  const schema = outputConfig?.textFormat?.structure.jsonSchema
  const calls = new Map<string, string>()
  const isBudget = thinking?.type === 'enabled'
  const left = {
    ...fields,
    ...(thinking && !isBudget && { thinking }),
    ...(reasoningConfig && { reasoningConfig }),
  }
  return {
    model: modelInPath(path),
    stream: path.includes('-stream'),
    request: given({
      ...plain(sent, names),
      ...plain(inferenceConfig, inference),
      system: sent['system'] && parts(sent['system'], calls),
      messages: (sent['messages'] ?? []).flatMap((m: Bag) => turn(m, calls)),
      topK: top_k ?? nova?.topK,
      tools: ownTools(
        marked.map(({ inputSchema, ...tool }) => ({ ...tool, input: inputSchema.json })),
        'input',
        ({ at }) => (tools[at + 1]?.['cachePoint'] ? mark(tools[at + 1]!['cachePoint']) : {}),
      ),
      toolChoice: choice?.tool
        ? { tool: choice.tool.name }
        : choice?.any
          ? 'required'
          : choice?.auto
            ? 'auto'
            : undefined,
      reasoning: isBudget ? { tokens: thinking.budget_tokens } : undefined,
      output: schema && given({ ...schema, schema: JSON.parse(schema.schema) }),
      serviceTier: sent['serviceTier']?.type,
    }),
    rest: {
      ...rest(sent, names, ...read, ...alsoRead),
      ...(Object.keys(left).length > 0 && { additionalModelRequestFields: left }),
      ...(guardrail && {
        guardrail: given({
          id: guardrail.guardrailIdentifier,
          version: guardrail.guardrailVersion,
          trace: guardrail.trace,
          streamProcessingMode: guardrail.streamProcessingMode,
        }),
      }),
      ...(outputConfig?.effort && { effort: outputConfig.effort }),
      ...(sent['performanceConfig'] && { latency: sent['performanceConfig'].latency }),
      ...(tools.some((tool) => tool['systemTool']) && {
        tools: tools.flatMap((tool) => (tool['systemTool'] ? [tool['systemTool'].name] : [])),
      }),
    },
  }
}
