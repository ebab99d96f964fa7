import type { Part, ResolvedMessage } from '@llmrr/core'

/** The words of a message. Calls of tools and their results are told in words, since no model here has a field for them. */
export const wordsOf = (parts: readonly Part[]): string =>
  parts
    .map(word)
    .filter((text) => text !== '')
    .join('\n')

function word(part: Part): string {
  switch (part.type) {
    case 'text':
      return (part as Part & { readonly type: 'text' }).text
    case 'tool-call': {
      const { name, input, invalid } = part as Part & { readonly type: 'tool-call' }
      return `[called ${name} with ${invalid ?? JSON.stringify(input)}]`
    }
    case 'tool-result': {
      const { name, output, parts } = part as Part & { readonly type: 'tool-result' }
      const said = parts ? wordsOf(parts) : typeof output === 'string' ? output : JSON.stringify(output ?? null)
      return `[${name} answered: ${said}]`
    }
    default:
      return ''
  }
}

const speakers = { system: 'System', user: 'User', assistant: 'Assistant', tool: 'Tool' } as const

/** A conversation as one prompt that the model goes on with. */
export const toPrompt = (turns: readonly ResolvedMessage[]): string =>
  [...turns.map(({ role, content }) => `${speakers[role]}: ${wordsOf(content)}`), 'Assistant:'].join('\n\n')
