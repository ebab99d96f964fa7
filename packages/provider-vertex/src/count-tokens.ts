import { geminiCountTokens, messagesCountTokens } from '@llmrr/provider-kit'
import { llmError } from '@llmrr/core'
import { apiOf } from './chat.ts'
import { claude } from './partners.ts'
import { geminiQuirks } from './gemini.ts'
import type { Handler, Target } from '@llmrr/core'
import type { Http } from '@llmrr/provider-kit'

/** Counts tokens of Gemini's and Claude's prompts. */
export function countTokens(http: Http, claudeHttp: Http): Handler<'countTokens'> {
  const ofGemini = geminiCountTokens(http, geminiQuirks, (body) => body)
  // The path is the same for every model, so the body names it.
  const naming: Http = {
    ...claudeHttp,
    json: (request, context) =>
      claudeHttp.json({ ...request, body: { model: context.target.model, ...(request.body as object) } }, context),
  }
  const ofClaude = messagesCountTokens(naming, claude)
  const handlerOf = (target: Target) => {
    const api = apiOf(target)
    return api === 'gemini' ? ofGemini : api === 'messages' ? ofClaude : undefined
  }
  const count: Handler<'countTokens'> = (request, context) => {
    const { target } = context
    const handler = handlerOf(target)
    if (handler) return handler(request, context)
    throw llmError(
      'unsupported',
      `${target.provider} counts tokens for Gemini and Claude only, not for ${target.model}.`,
      {
        target,
      },
    )
  }
  return Object.assign(count, {
    params: (target: Target) => {
      const params = handlerOf(target)?.params ?? []
      return typeof params === 'function' ? params(target) : params
    },
  })
}
