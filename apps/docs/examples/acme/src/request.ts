import type { Context, Message, Part, ResolvedChatRequest } from '@llmrr/core'
import type { WireRequest } from '@llmrr/provider-kit'
import type { AcmeTurn } from './wire.ts'

// #region request
/** The request fields that Acme understands. Core reports the others. */
export const params = ['maxOutputTokens', 'temperature', 'tools']

/** Our request in Acme's words. */
export function toRequest(request: ResolvedChatRequest, context: Context): WireRequest {
  const { messages, maxOutputTokens, temperature, tools } = request
  if (temperature !== undefined && temperature > 1)
    context.warn('temperature', 'Acme knows nothing hotter than 1.')
  return {
    path: '/talk',
    body: {
      model: context.target.model,
      stream: context.stream,
      turns: messages.flatMap(({ role, content }) => toTurns(role, content, context)),
      ...(maxOutputTokens !== undefined && { most: maxOutputTokens }),
      ...(temperature !== undefined && { heat: Math.min(1, temperature) }),
      ...(tools && {
        tools: tools.map(({ name, description, input }) => ({
          tool: name,
          about: description,
          input,
        })),
      }),
    },
  }
}
// #endregion request

// #region turns
const who = { system: 'rules', user: 'person', assistant: 'acme', tool: 'tool' } as const

/** One message as Acme's turns: each tool result is a turn of its own. */
function toTurns(role: Message['role'], content: readonly Part[], context: Context): AcmeTurn[] {
  const say: string[] = []
  const asks: { id: string; tool: string; with: string }[] = []
  const answers: AcmeTurn[] = []
  for (const part of content) {
    if (part.type === 'text') say.push(part.text as string)
    else if (part.type === 'tool-call') {
      const { id, name, input, invalid } = part as Extract<Part, { type: 'tool-call' }>
      asks.push({ id, tool: name, with: invalid ?? JSON.stringify(input) })
    } else if (part.type === 'tool-result') {
      const { id, output = null } = part as Extract<Part, { type: 'tool-result' }>
      answers.push({
        who: 'tool',
        to: id,
        say: typeof output === 'string' ? output : JSON.stringify(output),
      })
    } else if (part.type === 'media')
      context.warn('messages', 'Acme reads text only; the media was left out.')
  }
  const turn = { who: who[role], say: say.join('\n'), ...(asks.length > 0 && { asks }) }
  return say.length + asks.length > 0 ? [turn, ...answers] : answers
}
// #endregion turns
