type Bag = Record<string, unknown>

const isBag = (value: unknown): value is Bag => typeof value === 'object' && value !== null && !Array.isArray(value)
const list = (value: unknown): readonly Bag[] => (Array.isArray(value) ? value.filter(isBag) : [])
const isEmpty = (value: unknown): boolean => isBag(value) && Object.keys(value).length === 0
const without = (bag: Bag, ...fields: string[]): Bag =>
  Object.fromEntries(
    Object.entries(bag).filter(([name, value]) => !fields.includes(name) && value !== undefined && value !== null),
  )

const camel = (name: string): string => name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
/** Below these the names are the caller's. */
const foreign = new Set(['args', 'response', 'labels'])
const named = new Set(['properties', '$defs', 'defs'])

/** Google takes `snake_case` for every name of its own. */
export function camelKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camelKeys)
  if (!isBag(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [
      camel(name),
      foreign.has(name) ? field : named.has(name) && isBag(field) ? mapped(field) : camelKeys(field),
    ]),
  )
}
const mapped = (bag: Bag): Bag =>
  Object.fromEntries(Object.entries(bag).map(([name, field]) => [name, camelKeys(field)]))

/** The subset of OpenAPI writes types in capitals. */
function schema(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(schema)
  if (!isBag(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [
      name,
      name === 'type' && typeof field === 'string' ? field.toLowerCase() : schema(field),
    ]),
  )
}

const parsed = (text: unknown): unknown => {
  try {
    return typeof text === 'string' ? JSON.parse(text) : text
  } catch {
    return text // Plain words.
  }
}

const base64 = (data: unknown): unknown =>
  typeof data === 'string' ? data.replaceAll('-', '+').replaceAll('_', '/') : data

function blob(part: Bag): Bag {
  const { inlineData: data } = part
  return isBag(data) ? { ...part, inlineData: { ...data, data: base64(data['data']) } } : part
}

function result(whole: Bag): Bag {
  const { response, parts, ...rest } = without(whole)
  const { output, ...others } = isBag(response) ? response : {}
  return without({
    ...rest,
    response: output !== undefined && isEmpty(others) ? parsed(output) : response,
    parts: parts === undefined ? undefined : list(parts).map(blob),
  })
}

function parts(content: unknown): readonly Bag[] {
  const folded: Bag[] = []
  for (const one of list(Array.isArray(content) ? content : [content])) {
    const part = without(one, ...(one['thought'] === true ? [] : ['thought']))
    const { text, thoughtSignature, functionResponse, functionCall, thought } = part
    // What is empty says nothing, and thoughts go back by their signatures.
    if ((text === '' || thought) && thoughtSignature === undefined) continue
    const last = folded.at(-1) ?? {}
    const isPlain = typeof last['text'] === 'string' && isEmpty(without(last, 'text'))
    if (typeof text === 'string' && thoughtSignature === undefined && isPlain)
      folded[folded.length - 1] = { text: `${last['text'] as string}${text}` }
    else if (isBag(functionResponse)) folded.push({ functionResponse: result(functionResponse) })
    else if (isBag(functionCall)) folded.push({ ...part, functionCall: { args: {}, ...without(functionCall) } })
    else folded.push(blob(part))
  }
  return folded
}

/** Turns of one side are one turn; results stand before the rest. */
function turns(contents: unknown): readonly Bag[] {
  const folded: { role: unknown; parts: Bag[] }[] = []
  for (const { role = 'user', parts: said } of list(contents)) {
    const side = role === 'function' ? 'user' : role
    const more = parts(said)
    if (more.length === 0) continue
    const last = folded.at(-1)
    if (last && last.role === side) last.parts = [...parts([...last.parts, ...more])]
    else folded.push({ role: side, parts: [...more] })
  }
  return folded.map(({ role, parts: said }) => ({
    role,
    parts:
      role === 'user'
        ? parts(said.toSorted((a, b) => Number(!a['functionResponse']) - Number(!b['functionResponse'])))
        : said,
  }))
}

function declared(tool: Bag): Bag {
  const { parameters, parametersJsonSchema: own = parameters, description, ...rest } = without(tool)
  const folded = schema(own)
  const takesNothing = isBag(folded) && (folded['properties'] === undefined || isEmpty(folded['properties']))
  return without({
    ...rest,
    description: description || undefined,
    parametersJsonSchema: takesNothing ? undefined : folded,
  })
}

function toolsOf(tools: unknown): Bag | undefined {
  const kinds: Bag = {}
  for (const { functionDeclarations: own, ...hosted } of list(tools).map((tool) => without(tool))) {
    Object.assign(kinds, hosted)
    const before = list(kinds['functionDeclarations'])
    if (own !== undefined) kinds['functionDeclarations'] = [...before, ...list(own).map(declared)]
  }
  return isEmpty(kinds) ? undefined : kinds
}

// By these names it is known what a caller is told of.
const settings: Readonly<Record<string, string>> = {
  maxOutputTokens: 'max_tokens',
  stopSequences: 'stop',
  topP: 'top_p',
  topK: 'top_k',
  presencePenalty: 'presence_penalty',
  frequencyPenalty: 'frequency_penalty',
}

/** generateContent: names in one spelling, settings beside the rest, one tool object. */
export function foldGemini(whole: Bag): Bag {
  const camelled = camelKeys(whole) as Bag
  const inner = camelled['generateContentRequest']
  const { contents, systemInstruction, generationConfig, tools, toolConfig, ...rest } = isBag(inner)
    ? without(inner, 'model')
    : without(camelled)
  const {
    responseSchema,
    responseJsonSchema = responseSchema,
    candidateCount,
    thinkingConfig,
    ...config
  } = without(isBag(generationConfig) ? generationConfig : {})
  const { functionCallingConfig: calling, ...more } = without(isBag(toolConfig) ? toolConfig : {})
  const wanted = isBag(calling) ? without(calling, ...(calling['mode'] === 'AUTO' ? ['mode'] : [])) : {}
  const thinking = isBag(thinkingConfig) ? without(thinkingConfig) : undefined
  const level = thinking?.['thinkingLevel']
  return without({
    ...without(rest),
    ...Object.fromEntries(Object.entries(config).map(([name, value]) => [settings[name] ?? name, value])),
    thinkingConfig:
      thinking && !isEmpty(thinking)
        ? { ...thinking, ...(typeof level === 'string' && { thinkingLevel: level.toLowerCase() }) }
        : undefined,
    responseJsonSchema: schema(responseJsonSchema),
    candidateCount: candidateCount === 1 ? undefined : candidateCount,
    systemInstruction: isBag(systemInstruction)
      ? parts(systemInstruction['parts'])
          .map(({ text }) => text)
          .join('') || undefined
      : undefined,
    contents: turns(contents),
    tools: toolsOf(tools),
    toolConfig: isEmpty(more) && isEmpty(wanted) ? undefined : { ...more, ...wanted },
  })
}
