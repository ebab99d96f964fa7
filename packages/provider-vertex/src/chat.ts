import { anthropicMessages, chatHandler, gemini, openaiChatDialect } from '@llmrr/provider-kit'
import { claude, mistralPath, mistralQuirks, openaiQuirks, ownPath, withoutFields } from './partners.ts'
import { geminiQuirks } from './gemini.ts'
import type { ChatDialect, Http, OpenAIVendor } from '@llmrr/provider-kit'
import type { Context, Handler, Target } from '@llmrr/core'
import type { VertexOptions } from './options.ts'

/** What a model speaks. */
export type Api = NonNullable<VertexOptions['api']>

/** What the model of a target speaks, as its options say, else by its id. */
export function apiOf({ model, options }: Target): Api {
  const said = (options as VertexOptions | undefined)?.api
  if (said) return said
  if (/^claude-|publishers\/anthropic\//.test(model)) return 'messages'
  if (/^(?:mistral|codestral|ministral|magistral)-|publishers\/mistralai\//.test(model)) return 'mistral'
  return !model.includes('/') || /^(?:projects|publishers|endpoints|tunedModels)\//.test(model) ? 'gemini' : 'openai'
}

/** A dialect of Chat Completions with another path, for models that have their own. */
function at<Chunk, Reply>(
  dialect: ChatDialect<Chunk, Reply>,
  path: (context: Context) => string | undefined,
): ChatDialect<Chunk, Reply> {
  return {
    ...dialect,
    async toRequest(request, context) {
      const wire = await dialect.toRequest(request, context)
      return { ...wire, path: path(context) ?? wire.path }
    },
  }
}

// Google's own errors may come into the stream of a partner's model, in Google's form.
function withGoogleErrors<Chunk, Reply>(dialect: ChatDialect<Chunk, Reply>): ChatDialect<Chunk, Reply> {
  return {
    ...dialect,
    reader(context, reply, request) {
      const reader = dialect.reader(context, reply, request)
      return {
        ...reader,
        read(chunk) {
          const { error, type } = chunk as { readonly error?: unknown; readonly type?: unknown }
          if (error !== undefined && type === undefined) throw reply.error(chunk)
          return reader.read(chunk)
        },
      }
    },
  }
}

const completions = (quirks: OpenAIVendor['quirks']) =>
  openaiChatDialect({ baseURL: '', without: withoutFields, ...(quirks && { quirks }) })

/** Chat with whatever model is asked. Claude's requests have ids in another header, so they have their own HTTP. */
export function chat(http: Http, claudeHttp: Http): Handler<'chat'> {
  const handlers: Readonly<Record<Api, Handler<'chat'>>> = {
    gemini: chatHandler(http, gemini(geminiQuirks)),
    messages: chatHandler(claudeHttp, withGoogleErrors(anthropicMessages(claude))),
    mistral: chatHandler(http, at(completions(mistralQuirks), mistralPath)),
    openai: chatHandler(http, at(completions(openaiQuirks), ownPath)),
  }
  const paramsOf = (target: Target): readonly string[] => {
    const { params } = handlers[apiOf(target)]
    return typeof params === 'function' ? params(target) : params!
  }
  const ask: Handler<'chat'> = (request, context) => handlers[apiOf(context.target)](request, context)
  return Object.assign(ask, { params: paramsOf })
}
