import { messagesDefaults } from './quirks.ts'
import { messagesReader } from './reader.ts'
import { messagesParams, toBody, withVersion } from './request.ts'
import { unfold } from './unfold.ts'
import type { ChatDialect } from '../../chat-handler.ts'
import type { MessagesQuirks } from './quirks.ts'
import type { WireChunk, WireMessage } from './wire.ts'

/** Anthropic's Messages API, which Bedrock and Google Cloud speak too; what differs between them is given as quirks. */
export function anthropicMessages(given: Partial<MessagesQuirks> = {}): ChatDialect<WireChunk, WireMessage> {
  const quirks = { ...messagesDefaults, ...given }
  return {
    toRequest: (request, context) => ({
      path: quirks.path(context),
      ...withVersion(toBody(request, context, quirks), context, quirks),
    }),
    unfold,
    reader: messagesReader,
    params: (target) => messagesParams(quirks, target),
  }
}
