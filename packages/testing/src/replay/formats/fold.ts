/** A body in which nothing is taken for granted. */
export type Bag = Record<string, unknown>

/** Whether a value has fields. */
export const isBag = (value: unknown): value is Bag =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
/** The objects of a list; none where there is no list. */
export const list = (value: unknown): readonly Bag[] => (Array.isArray(value) ? value.filter(isBag) : [])
/** Without these fields, and those that say nothing. */
export const without = (bag: Bag, ...fields: string[]): Bag =>
  Object.fromEntries(
    Object.entries(bag).filter(([name, value]) => !fields.includes(name) && value !== undefined && value !== null),
  )
/** JSON text as data; other text as it is. */
export const parsed = (text: unknown): unknown => {
  try {
    return typeof text === 'string' ? JSON.parse(text) : text
  } catch {
    return text // Arguments that a model has left unfinished are compared as text.
  }
}

/** An empty list says nothing. */
export const filled = (bags: readonly Bag[]): readonly Bag[] | undefined => (bags.length > 0 ? bags : undefined)

/** An empty description is none. */
export const described = (tool: Bag): Bag => (tool['description'] === '' ? without(tool, 'description') : tool)

/** A text alone and a list of one text part mean the same; empty texts mean nothing. */
export const textList = (content: unknown, type = 'text'): unknown =>
  typeof content === 'string'
    ? content === ''
      ? []
      : [{ type, text: content }]
    : list(content)
        .filter((part) => part['text'] !== '')
        .map((part) => without(part))

/** Tool results are told as text: JSON written otherwise is the same text. */
export const resultText = (content: unknown): unknown => {
  const texts = textList(content)
  const plain =
    Array.isArray(texts) &&
    texts.every(
      (part: Bag) => part['type'] === 'text' || part['type'] === 'input_text' || part['type'] === 'output_text',
    )
  return plain ? parsed((texts as Bag[]).map((part) => part['text']).join('')) : texts
}
