import type { Context, ResolvedChatRequest, ResolvedMessage } from '@llmrr/core'
import type { WireRequest } from '@llmrr/provider-kit'

/** The request fields that Acme understands. Core reports the others. */
export const params = ['maxOutputTokens', 'temperature', 'tools']

/** Our request in Acme's words. */
export const toRequest = (request: ResolvedChatRequest, context: Context): WireRequest => ({
  path: '/talk',
  body: {
    model: context.target.model,
    stream: context.stream,
    turns: request.messages.flatMap((message) => turnsOf(message, context)),
    most: request.maxOutputTokens,
    heat: request.temperature,
    tools: request.tools?.map(({ name, description, input }) => ({ name, about: description, input })),
  },
})

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

function turnsOf({ role, content }: ResolvedMessage, context: Context): object[] {
  return content.flatMap((part): object[] => {
    switch (part.type) {
      case 'text':
        return [{ who: role, text: part.text }]
      case 'tool-call':
        return [{ who: role, call: part.id, tool: part.name, input: part.invalid ?? JSON.stringify(part.input) }]
      case 'tool-result':
        return [{ who: role, answers: part.id, text: textOf(part.output ?? part.parts) }]
      default: // What another service has thought is not for this one, and is no loss.
        if (part.type !== 'reasoning') context.warn('messages', `${context.target.provider} takes no ${part.type}.`)
        return []
    }
  })
}
