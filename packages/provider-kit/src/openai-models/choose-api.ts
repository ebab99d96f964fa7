import { kindOf } from '../media.ts'
import type { ResolvedChatRequest, Target } from '@llmrr/core'
import type { OpenAIOptions } from './options.ts'
import type { OpenAIWays } from './ways.ts'

/** The two APIs that chat goes over. */
export type ChatApi = 'responses' | 'chat'

/** What is chosen, and why where the caller had asked for the other. */
export interface Choice {
  readonly api: ChatApi
  readonly instead?: string
}

/** Fields that Responses has no place for. */
export const chatOnlyFields = ['stop', 'seed', 'frequencyPenalty', 'presencePenalty'] as const

/** Options that mean something to Chat Completions alone, and to Responses alone. */
export const chatOnlyOptions = ['logitBias', 'modalities', 'audio', 'prediction'] as const

const has = (value: object, fields: readonly string[]): boolean =>
  fields.some((field) => (value as { readonly [field: string]: unknown })[field] !== undefined)

const hears = ({ messages }: ResolvedChatRequest): boolean =>
  messages.some(({ content }) => content.some((part) => part.type === 'media' && kindOf(part.mediaType) === 'audio'))

/**
 * Responses, unless the target says otherwise, or the request needs what only Chat Completions has and the model takes it
 * there. Models that reason keep to Responses: over Chat their reasoning is lost from turn to turn, the fields that
 * Responses lacks are refused anyway, and newer ones take no functions there.
 */
export function chooseApi(
  request: ResolvedChatRequest,
  { model, options = {} }: Target<OpenAIOptions>,
  ways: OpenAIWays,
): Choice {
  if (ways.chatOnly) return { api: 'chat' }
  const { api } = options
  if (api === 'responses') return { api }
  if (api === 'chat') {
    const effort = typeof request.reasoning === 'object' ? request.reasoning.effort : request.reasoning
    const takesTools =
      ways.chatTools === 'always' || (ways.chatTools === 'unreasoned' && (effort ?? ways.defaultEffort) === 'none')
    return request.tools?.length && !takesTools
      ? {
          api: 'responses',
          instead: `${model} takes no tools over Chat Completions while it reasons; Responses was used.`,
        }
      : { api }
  }
  if (hears(request) || has(options, chatOnlyOptions)) return { api: 'chat' }
  const needsChat = ways.efforts.length === 0 && has(request, chatOnlyFields) && !options.tools?.length
  return { api: needsChat ? 'chat' : 'responses' }
}
