type Bag = Record<string, unknown>

const isBag = (value: unknown): value is Bag => typeof value === 'object' && value !== null && !Array.isArray(value)
const list = (value: unknown): readonly Bag[] => (Array.isArray(value) ? value.filter(isBag) : [])
const bag = (value: unknown): Bag => (isBag(value) ? value : {})

/** The fields that say something: an empty list or object says nothing. */
const telling = (fields: Bag): Bag | undefined => {
  const told = Object.entries(fields).filter(
    ([, value]) =>
      value !== undefined && value !== null && !(typeof value === 'object' && Object.keys(value).length === 0),
  )
  return told.length > 0 ? Object.fromEntries(told) : undefined
}

const block = (one: Bag): readonly Bag[] => {
  if (one['text'] === '') return []
  const { toolResult, toolUse } = one
  if (isBag(toolResult)) {
    const { status, content, ...more } = toolResult
    return [{ toolResult: { ...more, ...(status === 'error' && { status }), content: list(content).flatMap(block) } }]
  }
  // Whose tool it is shows in the rest of the block, too.
  if (isBag(toolUse)) return [{ toolUse: toolUse['type'] === 'tool_use' ? { ...toolUse, type: undefined } : toolUse }]
  return [one]
}

const tool = (one: Bag): Bag => {
  const spec = one['toolSpec']
  if (!isBag(spec)) return one
  const schema = bag(bag(spec['inputSchema'])['json'])
  return {
    toolSpec: {
      ...spec,
      description: spec['description'] || undefined,
      strict: spec['strict'] || undefined,
      inputSchema: { json: { type: 'object', ...schema } },
    },
  }
}

/** A format with its schema as data. */
const format = (value: unknown): unknown => {
  const schema = bag(bag(bag(value)['structure'])['jsonSchema'])
  return isBag(value) ? { ...schema, schema: JSON.parse(String(schema['schema'])) } : value
}

/** Converse: turns of one role are one turn, and settings stand under the names by which the caller is told of them. */
export function foldConverse(body: Bag): Bag {
  const { messages, system, inferenceConfig, toolConfig, outputConfig, additionalModelRequestFields, ...rest } = body
  const turns: { role: unknown; content: Bag[] }[] = []
  for (const { role, content } of list(messages)) {
    const blocks = list(content).flatMap(block)
    if (turns.at(-1)?.role === role) turns.at(-1)!.content.push(...blocks)
    else turns.push({ role, content: blocks })
  }
  const { maxTokens, temperature, topP, stopSequences } = bag(inferenceConfig)
  const { thinking, top_k, inferenceConfig: nova, ...fields } = bag(additionalModelRequestFields)
  const { tools, toolChoice } = bag(toolConfig)
  const { textFormat, effort } = bag(outputConfig)
  return (
    telling({
      ...rest,
      messages: turns,
      system: list(system).flatMap(block),
      max_tokens: maxTokens,
      temperature,
      top_p: topP,
      stop: stopSequences,
      top_k: top_k ?? bag(nova)['topK'],
      reasoning_effort: telling({ thinking, effort }),
      additionalModelRequestFields: fields,
      tools: list(tools)
        .map(tool)
        .toSorted((a, b) => Number('systemTool' in a) - Number('systemTool' in b)),
      tool_choice: isBag(toolChoice) && toolChoice['auto'] ? 'auto' : toolChoice,
      response_format: format(textFormat),
    }) ?? {}
  )
}
