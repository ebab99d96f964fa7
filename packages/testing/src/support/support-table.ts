import type { CapabilityName, Handler, Provider } from '@llmrr/core'

/** Core's capabilities: how each is called, and what it is. */
export const capabilities: Readonly<Record<string, readonly [call: string, what: string]>> = {
  chat: ['llm.chat, llm.stream', 'messages in, one message out'],
  complete: ['llm.complete', 'text to go on with, or a gap to fill'],
  embed: ['llm.embed', 'vectors of texts'],
  rerank: ['llm.rerank', 'documents in order of a query'],
  moderate: ['llm.moderate', 'verdicts on texts and pictures'],
  image: ['llm.image', 'pictures'],
  speech: ['llm.speech', 'a text said aloud'],
  transcribe: ['llm.transcribe', 'a recording written down'],
  ocr: ['llm.ocr', 'the text of documents'],
  search: ['llm.search', 'a web search'],
  countTokens: ['llm.countTokens', 'how long a prompt is'],
  video: ['llm.video', 'films'],
  batch: ['llm.batch', 'many chats at once, later and for less'],
  tune: ['llm.tune', 'a model trained further'],
  files: ['llm.files', 'files kept at the service'],
}

/** What a provider is made of beside its capabilities. */
const parts: { readonly [P in Exclude<keyof Provider, CapabilityName>]: true } = {
  api: true,
  credentials: true,
  defaultModel: true,
  extras: true,
  id: true,
  kind: true,
  listModels: true,
  models: true,
  options: true,
}

/** The capabilities that a provider has: core's in the order above, then those that its package has declared. */
export const capabilitiesOf = (provider: Provider): readonly CapabilityName[] => {
  const has = Object.entries(provider).flatMap(([name, part]) => (name in parts || part === undefined ? [] : [name]))
  const known = Object.keys(capabilities)
  return [
    ...known.filter((name) => has.includes(name)),
    ...has.filter((name) => !known.includes(name)),
  ] as CapabilityName[]
}

/** The request fields that a capability of a provider understands, for its default model, and the operations of a job or of files. */
function fieldsOf(provider: Provider, name: CapabilityName): readonly string[] {
  const handler = provider[name] as Handler<'chat'> | undefined
  const { params = [], defaultModel } = handler ?? {}
  const model = defaultModel ?? provider.defaultModel ?? ''
  const fields = typeof params === 'function' ? params({ provider: provider.id, model }) : params
  if (typeof handler !== 'object') return fields
  const operations = Object.entries(handler).filter(([key, part]) => key !== 'params' && typeof part === 'function')
  return [...fields, ...operations.map(([key]) => key)]
}

/** How a capability is called; one that a package has declared, by its name. */
const callsOf = (name: CapabilityName): readonly string[] =>
  capabilities[name]?.[0].split(', ') ?? [`llm.call('${name}')`]

const code = (text: string): string => `\`${text}\``

const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell || ' ').join(' | ')} |\n`

/** The options of a target, where the schema names them as valibot's objects do. */
function optionsOf({ options }: Provider): readonly string[] {
  const { entries = {} } = (options ?? {}) as { readonly entries?: object }
  return Object.keys(entries)
}

/**
 * What a provider can do, as a table in Markdown: its capabilities, how they are called, and the request fields they understand; then
 * the options of its targets, and its extras.
 */
export function supportTable(provider: Provider): string {
  const options = optionsOf(provider)
  const extras = Object.keys(provider.extras ?? {})
  return [
    ['Capability', 'Call', 'Understands'],
    ['---', '---', '---'],
    ...capabilitiesOf(provider).map((name) => [
      code(name),
      callsOf(name).map(code).join(' '),
      fieldsOf(provider, name).map(code).join(' '),
    ]),
    ...(provider.listModels ? [[code('models'), code('llm.models'), code('live')]] : []),
    ...(options.length > 0 ? [['options', code('target'), options.map(code).join(' ')]] : []),
    ...(extras.length > 0 ? [['extras', code('llm.of(provider)'), extras.map(code).join(' ')]] : []),
  ]
    .map(line)
    .join('')
}
