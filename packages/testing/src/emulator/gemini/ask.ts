import type { Ask, AskMessage } from '../brain/types.ts'
import type { Loose } from '../http/loose.ts'
import type { Call } from '../service.ts'
import type { GeminiModel } from './model.ts'

const textOf = (parts: Loose[] = []): string =>
  parts
    .filter(({ thought }) => !thought)
    .map(({ text, functionCall: call }) => (call ? `${call.name}(${JSON.stringify(call.args ?? {})})` : (text ?? '')))
    .join('')

const mediaOf = (parts: Loose[] = []): string[] =>
  parts.flatMap(({ inlineData, fileData }) => {
    const type: string | undefined = (inlineData ?? fileData)?.mimeType
    return inlineData || fileData ? [type?.split('/')[0] ?? 'image'] : []
  })

const resultText = ({ response }: Loose): string => {
  const value = response.output ?? response.error ?? response
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function turnsOf({ role, parts }: Loose): AskMessage[] {
  if (role === 'model') return [{ role: 'assistant', text: textOf(parts), media: mediaOf(parts) }]
  const results = (parts as Loose[]).filter((part) => part.functionResponse)
  const rest = (parts as Loose[]).filter((part) => !part.functionResponse)
  return [
    ...(rest.length > 0 && results.length === 0
      ? [{ role: 'user' as const, text: textOf(rest), media: mediaOf(rest) }]
      : []),
    ...results.map(({ functionResponse: result }) => ({
      role: 'tool' as const,
      text: resultText(result),
      media: mediaOf([...(result.parts ?? []), ...rest]),
    })),
  ]
}

const wants = (level: string | undefined, budget: number | undefined): boolean =>
  level !== 'minimal' && (budget === undefined || budget !== 0)

/** A question in the brain's words. */
export function askOf({ service, body }: Call, model: GeminiModel): Ask {
  const { generationConfig: config = {}, tools = [], toolConfig = {} } = body
  const { mode = 'AUTO', allowedFunctionNames: [only, ...others] = [] } = toolConfig.functionCallingConfig ?? {}
  const { thinkingLevel, thinkingBudget } = config.thinkingConfig ?? {}
  const declared: Loose[] = (tools as Loose[]).flatMap((tool) => tool.functionDeclarations ?? [])
  return {
    service: service.slug,
    model: model.id,
    system: textOf(body.systemInstruction?.parts),
    messages: body.contents.flatMap(turnsOf),
    tools: declared.map(({ name, parameters, parametersJsonSchema }) => ({
      name,
      schema: parametersJsonSchema ?? parameters ?? { type: 'object', properties: {} },
    })),
    toolChoice:
      mode === 'NONE' ? 'none' : mode !== 'ANY' ? 'auto' : only && others.length === 0 ? { name: only } : 'required',
    parallel: true,
    schema:
      config.responseJsonSchema ??
      config.responseSchema ??
      (config.responseMimeType === 'application/json' || undefined),
    reasoning: model.thinks && wants(thinkingLevel?.toLowerCase(), thinkingBudget),
    maxTokens: config.maxOutputTokens,
    stop: config.stopSequences ?? [],
    serverTools: (tools as Loose[]).some((tool) => tool.googleSearch ?? tool.enterpriseWebSearch) ? ['web_search'] : [],
    documents: [],
  }
}
