type Bag = Record<string, unknown>

const isBag = (value: unknown): value is Bag => typeof value === 'object' && value !== null && !Array.isArray(value)
const list = (value: unknown): readonly Bag[] => (Array.isArray(value) ? value.filter(isBag) : [])
const without = (bag: Bag, ...fields: string[]): Bag =>
  Object.fromEntries(
    Object.entries(bag).filter(([name, value]) => !fields.includes(name) && value !== undefined && value !== null),
  )
const parsed = (text: unknown): unknown => {
  try {
    return typeof text === 'string' ? JSON.parse(text) : text
  } catch {
    return text // Arguments that a model has left unfinished are compared as text.
  }
}

/** An empty list says nothing. */
const filled = (bags: readonly Bag[]): readonly Bag[] | undefined => (bags.length > 0 ? bags : undefined)

/** An empty description is none. */
const described = (tool: Bag): Bag => (tool['description'] === '' ? without(tool, 'description') : tool)

/** A text alone and a list of one text part mean the same; empty texts mean nothing. */
const textList = (content: unknown, type = 'text'): unknown =>
  typeof content === 'string'
    ? content === ''
      ? []
      : [{ type, text: content }]
    : list(content)
        .filter((part) => part['text'] !== '')
        .map((part) => without(part))

/** Two ways to write a picture's address, one text or several in a piece of reasoning. */
const piece = (part: Bag): Bag => {
  if (part['type'] === 'thinking') {
    const text = list(part['thinking'])
      .map((one) => one['text'])
      .join('')
    return { ...without(part, 'closed'), thinking: [{ type: 'text', text }] }
  }
  const image = part['image_url']
  if (typeof image === 'string') return { ...part, image_url: { url: image } }
  return isBag(image) && image['detail'] === 'auto' ? { ...part, image_url: without(image, 'detail') } : part
}

/** Tool results are told as text: JSON written otherwise is the same text. */
const resultText = (content: unknown): unknown => {
  const texts = textList(content)
  const plain =
    Array.isArray(texts) &&
    texts.every(
      (part: Bag) => part['type'] === 'text' || part['type'] === 'input_text' || part['type'] === 'output_text',
    )
  return plain ? parsed((texts as Bag[]).map((part) => part['text']).join('')) : texts
}

/** The one call of a message, and its result, as they were written before there were several. */
export function ofToday(message: Bag): Bag {
  const { function_call: call, ...rest } = message
  if (isBag(call)) return { ...rest, tool_calls: [{ id: `legacy_${call['name']}`, type: 'function', function: call }] }
  if (rest['role'] !== 'function') return rest
  return { role: 'tool', tool_call_id: `legacy_${rest['name']}`, content: rest['content'] }
}

/** Chat Completions: `functions` are the old `tools`, `developer` is the new `system`, `max_tokens` the old `max_completion_tokens`. */
export function foldChat(body: Bag): Bag {
  const {
    functions,
    function_call: wanted,
    max_tokens,
    max_completion_tokens = max_tokens,
    stop,
    messages,
    ...rest
  } = body
  const tools = rest['tools'] ?? list(functions).map((one) => ({ type: 'function', function: one }))
  const choice = isBag(wanted) ? { type: 'function', function: wanted } : (wanted ?? rest['tool_choice'])
  return without({
    ...rest,
    max_completion_tokens,
    tool_choice: isBag(choice) && isBag(choice['function']) ? choice['function']['name'] : choice,
    stop: typeof stop === 'string' ? [stop] : stop,
    tools: filled(
      list(tools).map((tool) =>
        isBag(tool['function']) ? { type: 'function', function: described(without(tool['function'])) } : tool,
      ),
    ),
    messages: list(messages)
      .map(ofToday)
      .map(({ role, content, tool_calls: calls, ...more }) => {
        const folded = {
          ...without(more, 'refusal', 'annotations', 'function_call'),
          role: role === 'developer' ? 'system' : role,
        }
        if (role === 'tool') return { ...without(folded, 'name'), content: resultText(content) }
        return without({
          ...folded,
          content: list(textList(content)).map(piece),
          tool_calls: filled(
            list(calls).map((call) =>
              without(
                {
                  ...call,
                  function: {
                    ...(call['function'] as Bag),
                    arguments: parsed((call['function'] as Bag)['arguments'] || '{}'),
                  },
                },
                'index',
              ),
            ),
          ),
        })
      }),
  })
}

const item = (one: Bag): Bag => {
  const { type = 'message', role, content, output, arguments: args, ...more } = one
  const folded = { ...without(more, 'status', 'id', 'annotations', 'namespace'), type }
  if (type === 'message')
    return {
      ...folded,
      role: role === 'developer' ? 'system' : role,
      content: list(textList(content, role === 'assistant' ? 'output_text' : 'input_text')).map((part) =>
        without(part, 'annotations', 'logprobs'),
      ),
    }
  if (String(type).endsWith('call_output')) return { ...folded, output: resultText(output) }
  if (type === 'function_call') return { ...folded, arguments: parsed(args || '{}') }
  return { ...folded, ...(content !== undefined && content !== null && { content }) }
}

/** Responses: a system message at the beginning is `instructions`; ids and states of items are the service's own. */
export function foldResponses(body: Bag): Bag {
  const { input, instructions, tool_choice: choice, tools, ...rest } = body
  const items = typeof input === 'string' ? [item({ role: 'user', content: input })] : list(input).map(item)
  const opening = items.findIndex((one) => one['role'] !== 'system')
  const said = items.slice(0, Math.max(0, opening)).flatMap((one) => list(one['content']).map((part) => part['text']))
  return without({
    ...rest,
    instructions: [...(instructions ? [instructions] : []), ...said].join('\n\n') || undefined,
    input: items.slice(Math.max(0, opening)),
    tool_choice: isBag(choice) && choice['type'] === 'function' ? { type: 'function', name: choice['name'] } : choice,
    // Own tools and hosted ones stand in one list, in whatever order.
    tools: filled(
      list(tools)
        .map((tool) => described(without(tool)))
        .toSorted((a, b) => Number(a['type'] !== 'function') - Number(b['type'] !== 'function')),
    ),
  })
}

/** Five minutes are what a cache mark means when it says nothing. */
const marked = (one: Bag): Bag =>
  isBag(one['cache_control']) && one['cache_control']['ttl'] === '5m'
    ? { ...one, cache_control: without(one['cache_control'], 'ttl') }
    : one

const block = (whole: Bag): Bag => {
  const one = marked(whole)
  if (one['type'] === 'tool_result')
    return without({
      ...one,
      content: Array.isArray(one['content']) ? resultText(list(one['content']).map(block)) : parsed(one['content']),
      is_error: one['is_error'] || undefined,
    })
  return without(
    one['type'] === 'document'
      ? {
          ...one,
          citations: isBag(one['citations']) && one['citations']['enabled'] === false ? undefined : one['citations'],
        }
      : one,
  )
}

/** Messages: texts are blocks, and turns of one role are one turn. */
export function foldMessages(body: Bag): Bag {
  const { messages, system, tools, tool_choice: choice, stream, output_format: format, ...rest } = marked(body)
  const turns: { role: unknown; content: Bag[] }[] = []
  for (const { role, content } of list(messages)) {
    const blocks = list(textList(content)).map(block)
    if (turns.at(-1)?.role === role) turns.at(-1)!.content.push(...blocks)
    else turns.push({ role, content: blocks })
  }
  return without({
    ...rest,
    // The format had a field of its own while it was a beta.
    ...(isBag(format) && { output_config: { ...(rest['output_config'] as Bag), format } }),
    stream: stream || undefined,
    messages: turns,
    system: system === undefined ? undefined : list(textList(system)).map(marked),
    tools: filled(
      list(tools)
        .map((tool) => described(marked(without(tool['type'] === 'custom' ? without(tool, 'type') : tool))))
        .toSorted((a, b) => Number('type' in a) - Number('type' in b)),
    ),
    tool_choice: isBag(choice)
      ? { ...choice, disable_parallel_tool_use: choice['disable_parallel_tool_use'] || undefined }
      : choice,
  })
}

/** A form: its fields as text, a file by its name. */
export function foldForm(form: Bag): Bag {
  const recorded = Array.isArray(form['_multipart'])
    ? Object.fromEntries(
        list(form['_multipart']).map(({ name, value, filename }) => [name, value ?? { name: filename }]),
      )
    : form
  return Object.fromEntries(
    Object.entries(recorded).map(([name, value]) => [name, isBag(value) ? { name: value['name'] } : value]),
  )
}
