import { stored } from './stored.ts'
import { tokenize } from './tokenize.ts'
import type { Context } from '@llmrr/core'
import type { Http } from '@llmrr/provider-kit'

/** Tokens to be put together again. */
export interface DetokenizeRequest {
  /** Up to 65,536. */
  readonly tokens: readonly number[]
  readonly model: string
}

/** Whether the key works, and whose it is. */
export interface KeyCheck {
  readonly valid: boolean
  readonly organizationId?: string
  readonly ownerId?: string
}

/** What Cohere alone offers, as `llm.of(cohere)`. */
export function extras(http: Http) {
  return {
    ...stored(http),
    /** Cuts a text into the tokens of a model. */
    tokenize: tokenize(http),
    /** The text that tokens of a model stand for. */
    detokenize: async ({ tokens, model }: DetokenizeRequest, context: Context): Promise<string> => {
      const { body } = await http.json<{ readonly text: string }>(
        { path: '/v1/detokenize', body: { tokens, model } },
        context,
      )
      return body.text
    },
    /** Asks whether the key is valid, without using it for anything. */
    checkKey: async (_: unknown, context: Context): Promise<KeyCheck> => {
      const { body } = await http.json<{
        readonly valid: boolean
        readonly organization_id?: string
        readonly owner_id?: string
      }>({ path: '/v1/check-api-key', body: {} }, context)
      return {
        valid: body.valid,
        ...(body.organization_id !== undefined && { organizationId: body.organization_id }),
        ...(body.owner_id !== undefined && { ownerId: body.owner_id }),
      }
    },
  }
}
