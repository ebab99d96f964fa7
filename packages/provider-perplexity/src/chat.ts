import { eitherDialect } from '@llmrr/provider-kit'
import { agent, inBackground } from './agent/dialect.ts'
import { optionsOf } from './options.ts'
import { sonar } from './sonar.ts'
import type { Context, Handler, ResolvedChatRequest, Target } from '@llmrr/core'
import type { Http, OpenAIVendor } from '@llmrr/provider-kit'

const apiOf = (target: Target): 'agent' | 'sonar' =>
  optionsOf({ target }).api ?? (/^(?:[\w.-]+-)?sonar(?:-|$)/.test(target.model) ? 'sonar' : 'agent')

/** Chat over the Agent API, at once or in the background, or over Sonar where the target says so. */
export function perplexityChat(http: Http, vendor: OpenAIVendor): Handler<'chat'> {
  const chat = eitherDialect(http, { agent, sonar: sonar(vendor) }, apiOf)
  return Object.assign(
    (request: ResolvedChatRequest, context: Context) =>
      apiOf(context.target) === 'agent' && optionsOf(context).background
        ? inBackground(http, request, context)
        : chat(request, context),
    { params: chat.params },
  )
}
