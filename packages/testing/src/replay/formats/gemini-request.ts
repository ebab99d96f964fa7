import { camelKeys } from './gemini-fold.ts'
import { given, ownTools } from './request.ts'
import type { Bag } from './request.ts'
import type { Intent, OpaqueMessage } from '../format.ts'
import type { Part } from '@llmrr/core'

const media = ({ inlineData: data, fileData: file }: Bag): Part =>
  data
    ? { type: 'media', mediaType: data.mimeType, data: data.data }
    : { type: 'media', mediaType: file.mimeType ?? 'image/*', url: file.fileUri }
const part = (p: Bag): Part => ((p['inlineData'] ?? p['fileData']) ? media(p) : { type: 'text', text: p['text'] ?? '' })

const result = ({ functionResponse: r }: Bag): Part => {
  const { error, output, ...others } = r.response ?? {}
  const isPlain = Object.keys(others).length > 0 || r.response === undefined
  const value = isPlain ? (r.response ?? {}) : (error ?? output ?? {})
  const text = { type: 'text', text: typeof value === 'string' ? value : JSON.stringify(value) } as const
  return {
    type: 'tool-result',
    id: r.id ?? r.name,
    name: r.name,
    ...(r.parts?.length ? { parts: [text, ...r.parts.map(media)] } : { output: value }),
    ...(!isPlain && error !== undefined && { error: true }),
  }
}

/** A content in turns: results stand in a turn of their own, an answer of more than plain text stays as it is. */
function turn({ role, parts }: Bag): OpaqueMessage[] {
  const list: Bag[] = parts ?? []
  if (role === 'model')
    return list.every((p) => typeof p['text'] === 'string' && !p['thought'] && !p['thoughtSignature'])
      ? [{ role: 'assistant', content: list.map(part) }]
      : [{ role: 'assistant', wire: list }]
  const told = list.filter((p) => p['functionResponse'])
  const rest = list.filter((p) => !p['functionResponse'])
  return [
    ...(told.length > 0 ? [{ role: 'tool' as const, content: told.map(result) }] : []),
    ...(rest.length > 0 ? [{ role: 'user' as const, content: rest.map(part) }] : []),
  ]
}

const choices: Readonly<Record<string, string>> = { AUTO: 'auto', ANY: 'required', NONE: 'none' }

const filled = (bag: Bag): Bag | undefined => (Object.keys(bag).length > 0 ? bag : undefined)

/** generateContent: the request. */
export function readGeminiRequest(body: Bag, path: string): Intent {
  const sent = camelKeys(body) as Bag
  const {
    contents = [],
    systemInstruction,
    generationConfig,
    tools = [],
    toolConfig,
    serviceTier,
    labels,
    ...others
  } = sent
  const { temperature, topP, topK, maxOutputTokens, stopSequences, seed, presencePenalty, frequencyPenalty, ...left } =
    generationConfig ?? {}
  const {
    responseLogprobs,
    logprobs,
    responseSchema,
    responseJsonSchema = responseSchema,
    thinkingConfig,
    ...more
  } = left
  const { responseMimeType, candidateCount, ...words } = more
  const { functionCallingConfig: calling, ...config } = toolConfig ?? {}
  const own: Bag[] = tools.flatMap((t: Bag) => t['functionDeclarations'] ?? [])
  const hosted: Bag[] = tools
    .map(({ functionDeclarations: _, ...t }: Bag) => given(t))
    .filter((t: Bag) => Object.keys(t).length > 0)
  const names: string[] = calling?.allowedFunctionNames ?? []
  const isOwnChoice =
    calling?.mode in choices && names.length < 2 && Object.keys(given(calling)).length <= 1 + names.length
  const hasSchema = responseJsonSchema && responseMimeType === 'application/json'
  const said: Bag[] = [systemInstruction?.parts ?? []].flat()
  const request = given({
    system: said.length > 0 ? said.map(part) : undefined,
    messages: contents.flatMap(turn),
    temperature,
    topP,
    topK,
    maxOutputTokens,
    stop: stopSequences,
    seed,
    presencePenalty,
    frequencyPenalty,
    serviceTier,
    metadata: labels,
    logprobs: responseLogprobs ? (logprobs ?? true) : undefined,
    tools: ownTools(
      own.map(({ parameters, parametersJsonSchema = parameters, ...t }) => ({ ...t, parametersJsonSchema })),
      'parametersJsonSchema',
    ),
    toolChoice: isOwnChoice && own.length > 0 ? (names[0] ? { tool: names[0] } : choices[calling.mode]) : undefined,
    output: hasSchema ? { schema: responseJsonSchema } : undefined,
    reasoning:
      thinkingConfig &&
      given({
        tokens: thinkingConfig.thinkingBudget,
        effort: thinkingConfig.thinkingLevel?.toLowerCase(),
        summary: thinkingConfig.includeThoughts,
      }),
  })
  return {
    model: undefined,
    stream: path.includes(':streamGenerateContent'),
    request,
    rest: {
      ...given(others),
      ...(hosted.length > 0 && { tools: hosted }),
      toolConfig: filled(given({ ...config, functionCallingConfig: isOwnChoice ? undefined : calling })),
      generationConfig: filled(
        given({
          ...words,
          candidateCount: candidateCount === 1 ? undefined : candidateCount,
          responseMimeType: hasSchema ? undefined : responseMimeType,
          responseSchema: hasSchema ? undefined : responseJsonSchema,
        }),
      ),
    },
  }
}
