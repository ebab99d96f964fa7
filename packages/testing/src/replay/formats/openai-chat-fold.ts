import { described, filled, isBag, list, parsed, resultText, textList, without } from './fold.ts'
import type { Bag } from './fold.ts'

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
