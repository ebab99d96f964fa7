import { dayOf, read } from '@llmrr/provider-kit'
import type { CapabilityName, Context, ModelInfo } from '@llmrr/core'
import type { Platform } from './platform.ts'
import type { Setting } from '@llmrr/provider-kit'

interface WireModel {
  readonly name: string
  readonly displayName?: string
  readonly kind?: string
  readonly state?: string
  readonly createTime?: string
  readonly contextLength?: number
  readonly supportsImageInput?: boolean
  readonly supportsTools?: boolean
  /** When it is taken down. */
  readonly deprecationDate?: { readonly year?: number; readonly month?: number; readonly day?: number } | null
}

const kinds: readonly (readonly [RegExp, CapabilityName])[] = [
  [/FLUMINA|flux|diffusion|playground|ssd-1b/i, 'image'],
  [/rerank/i, 'rerank'],
  [/EMBEDDING|embed/i, 'embed'],
  [/whisper/i, 'transcribe'],
]

const digits = (value: number): string => String(value).padStart(2, '0')

function dateOf(date: WireModel['deprecationDate']): string | undefined {
  if (!date?.year) return undefined
  return [date.year, date.month, date.day]
    .filter((part): part is number => Boolean(part))
    .map(digits)
    .join('-')
}

function infoOf(model: WireModel, source: string, asOf: string): ModelInfo {
  const { name, kind = '', displayName, contextLength, supportsImageInput, supportsTools, createTime } = model
  const capability = kinds.find(([pattern]) => pattern.test(`${kind} ${name}`))?.[1] ?? 'chat'
  const retires = dateOf(model.deprecationDate)
  return {
    id: name,
    capabilities: [capability],
    ...(displayName && { name: displayName }),
    ...(contextLength && { contextWindow: contextLength }),
    ...(capability === 'chat' && {
      input: supportsImageInput ? ['text', 'image'] : ['text'],
      ...(supportsTools && { features: ['tools'] as const }),
    }),
    ...(createTime && { released: createTime.slice(0, 10) }),
    ...(retires !== undefined && { retires }),
    source,
    asOf,
  }
}

/** The models that are served for everybody, and those of the account where one is named. */
export function listModels(platform: Platform, url: Setting<string>) {
  return async (context: Context): Promise<readonly ModelInfo[]> => {
    const lists = [{ account: 'fireworks', filter: 'supports_serverless=true' }, { account: platform.account(context) }]
    const asOf = dayOf(context.host.now())
    const all: ModelInfo[] = []
    for (const { account, ...rest } of lists) {
      if (account === undefined) continue
      const source = `${read(url, context.host)}/accounts/${account}/models`
      const found = await platform.pages<WireModel>('/models', 'models', context, { account, ...rest })
      for (const model of found)
        if (model.state === undefined || model.state === 'READY') all.push(infoOf(model, source, asOf))
    }
    return all
  }
}
