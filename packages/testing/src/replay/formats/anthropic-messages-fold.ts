import { described, filled, isBag, list, parsed, resultText, textList, without } from './fold.ts'
import type { Bag } from './fold.ts'

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
