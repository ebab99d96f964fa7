import { chatHandler } from './chat-handler.ts'
import type { Context, Handler, ResolvedChatRequest, Target } from '@llmrr/core'
import type { ChatDialect } from './chat-handler.ts'
import type { Http } from './http.ts'

// oxlint-disable-next-line typescript/no-explicit-any -- each dialect has chunks and replies of its own
type AnyDialect = ChatDialect<any, any>

/** A chat handler over several dialects of one service, of which a target chooses one: `api` of its options, say. */
export function eitherDialect<Name extends string>(
  http: Http,
  dialects: Readonly<Record<Name, AnyDialect>>,
  choose: (target: Target) => Name,
): Handler<'chat'> {
  const handlers = Object.fromEntries(
    Object.entries<AnyDialect>(dialects).map(([name, dialect]) => [name, chatHandler(http, dialect)]),
  ) as Record<Name, ReturnType<typeof chatHandler>>
  return Object.assign(
    (request: ResolvedChatRequest, context: Context) => handlers[choose(context.target)](request, context),
    {
      params: (target: Target): readonly string[] => {
        const { params } = dialects[choose(target)]
        return typeof params === 'function' ? params(target) : params
      },
    },
  )
}
