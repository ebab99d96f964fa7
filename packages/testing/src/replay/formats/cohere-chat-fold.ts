type Bag = Record<string, any> // oxlint-disable-line typescript/no-explicit-any -- the wire has no types here

const told = (bag: Bag): Bag =>
  Object.fromEntries(Object.entries(bag).filter(([, value]) => value !== undefined && value !== null && value !== ''))
const filled = (list: readonly unknown[] | undefined | null) => (list && list.length > 0 ? list : undefined)
const parsed = (text: unknown): unknown => {
  try {
    return typeof text === 'string' ? JSON.parse(text) : text
  } catch {
    return text // Plain text.
  }
}

/** A text alone is a list of one; empty texts say nothing. */
const blocks = (content: unknown): Bag[] =>
  (typeof content === 'string' ? [{ type: 'text', text: content }] : ((content ?? []) as Bag[])).filter(
    ({ type, text }) => type !== 'text' || text !== '',
  )

/** What a tool has answered, as data: text, JSON text and documents may all say the same. The service numbers documents by itself. */
const answered = (content: unknown): unknown => {
  const values = blocks(content).map(({ text, document }) => parsed(document ? (document.data ?? document) : text))
  return values.length === 1 && Array.isArray(values[0]) ? values[0] : values
}

function message({ role, content, tool_plan: plan, tool_calls: calls, tool_call_id: id }: Bag): Bag {
  if (role === 'tool') return { role, tool_call_id: id, content: answered(content) }
  const said = blocks(content)
  if (!filled(calls)) return told({ role, content: filled(said), tool_plan: plan })
  // Text beside calls is the plan.
  const text = said.map((block) => block['text'] ?? '').join('')
  return told({
    role,
    content: filled(said.filter(({ type }) => type !== 'text')),
    tool_plan: `${plan ?? ''}${text}`,
    tool_calls: calls.map(({ id, type, function: { name, arguments: input } }: Bag) => ({
      id,
      type,
      function: { name, arguments: parsed(input || '{}') },
    })),
  })
}

/** Cohere's v2 chat: the schema of an answer had another name; no documents and no tools are none. */
export function foldCohere({ messages, tools, documents, response_format: format, ...rest }: Bag): Bag {
  return told({
    ...rest,
    messages: messages.map(message),
    documents: filled(documents),
    tools: filled(tools?.map(({ type, function: tool }: Bag) => ({ type, function: told(tool) }))),
    response_format: format && told({ type: format.type, json_schema: format.json_schema ?? format.schema }),
  })
}
