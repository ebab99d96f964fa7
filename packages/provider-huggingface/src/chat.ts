import { openaiMedia, openaiResponses } from '@llmrr/provider-kit'
import { optionsOf } from './options.ts'
import type { OpenAIChatQuirks } from '@llmrr/provider-kit'

/** Request fields that are not among those which the router documents; strict hosts refuse what they do not know. */
export const without = ['topK', 'metadata', 'serviceTier', 'cache']

/** In what the router's chat differs from OpenAI's. Which host answers is not known beforehand, so nothing is assumed of one. */
export const quirks: Partial<OpenAIChatQuirks> = {
  path: '/v1/chat/completions',
  maxTokensField: 'max_tokens',
  efforts: ['none', 'minimal', 'low', 'medium', 'high', 'xhigh'],
  // Hosts name the field for reasoning in two ways, or leave it in the text.
  thinkTags: true,
  writeMedia: openaiMedia('image'),
  body(body, _request, context) {
    const { toolPrompt } = optionsOf(context)
    return toolPrompt === undefined ? body : { ...body, tool_prompt: toolPrompt }
  },
}

/** Responses, as far as the router has it: a proxy over chat that keeps nothing, and through which errors of hosts come as they are. */
export function responses(): ReturnType<typeof openaiResponses> {
  const dialect = openaiResponses({
    path: '/v1/responses',
    store: undefined,
    includes: {},
    without: ['parallelToolCalls', 'user', 'serviceTier', 'cache'],
  })
  return {
    ...dialect,
    reader(context, reply, request) {
      const reader = dialect.reader(context, reply, request)
      return {
        ...reader,
        read(chunk) {
          if ((chunk as { readonly error?: unknown }).error) throw reply.error(chunk)
          return reader.read(chunk)
        },
      }
    },
  }
}
