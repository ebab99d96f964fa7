import { code, table } from './markdown.ts'
import type { CapabilityName, Handler, Provider } from '@llmrr/core'

/** Every capability: how it is called, and what it is. */
export const capabilities: { readonly [C in CapabilityName]: readonly [call: string, what: string] } = {
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

/** The capabilities that a provider has, in the order above. */
export const capabilitiesOf = (provider: Provider): readonly CapabilityName[] =>
  (Object.keys(capabilities) as CapabilityName[]).filter((name) => provider[name] !== undefined)

/** The request fields that a capability of a provider understands, for its default model. */
function fieldsOf(provider: Provider, name: CapabilityName): readonly string[] {
  const handler = provider[name] as (Handler<'chat'> & { submit?: unknown; put?: unknown }) | undefined
  if (typeof handler === 'object') return Object.keys(handler)
  const { params = [], defaultModel } = handler ?? {}
  const model = defaultModel ?? provider.defaultModel ?? ''
  return typeof params === 'function' ? params({ provider: provider.id, model }) : params
}

/** What a provider can do, as a table. */
export function capabilityTable(provider: Provider): string {
  const extras = Object.keys(provider.extras ?? {})
  return table(
    ['Capability', 'Call', 'Understands'],
    [
      ...capabilitiesOf(provider).map((name) => [
        code(name),
        capabilities[name][0].split(', ').map(code).join(' '),
        fieldsOf(provider, name).map(code).join(' '),
      ]),
      ...(provider.listModels ? [[code('models'), code('llm.models'), code('live')]] : []),
      ...(extras.length > 0
        ? [['extras', code(`llm.of(${provider.kind})`), extras.map((name) => code(name)).join(' ')]]
        : []),
    ],
  )
}
