import { described, filled, isBag, list, parsed, resultText, textList, without } from './fold.ts'
import type { Bag } from './fold.ts'

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
