// oxlint-disable-next-line typescript/no-explicit-any -- the wire has no types here
export type Bag = Record<string, any>

/** The fields that say something. */
export const given = (bag: Bag): Bag =>
  Object.fromEntries(Object.entries(bag).filter(([, value]) => value !== undefined && value !== null))

/** The fields that are sent as they are, by our name. `names` maps ours to theirs. */
export const plain = (sent: Bag, names: Readonly<Record<string, string>>): Bag =>
  given(Object.fromEntries(Object.entries(names).map(([ours, theirs]) => [ours, sent[theirs]])))

/** What is left of a body when the fields that were read are taken out. */
export function rest(sent: Bag, names: Readonly<Record<string, string>>, ...read: readonly string[]): Bag {
  const known = new Set([...Object.values(names), ...read])
  return Object.fromEntries(Object.entries(sent).filter(([field]) => !known.has(field)))
}

/** The tools of the caller in our words; `schema` is the field with the schema of their arguments. */
export const ownTools = (tools: readonly Bag[], schema: string, more: (tool: Bag) => object = () => ({})) =>
  tools.length === 0
    ? undefined
    : tools.map((tool) => ({
        name: tool['name'],
        ...(tool['description'] && { description: tool['description'] }),
        ...(tool[schema] && { input: tool[schema] }),
        ...(typeof tool['strict'] === 'boolean' && { strict: tool['strict'] }),
        ...more(tool),
      }))
