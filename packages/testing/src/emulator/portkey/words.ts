import type { Loose } from '../http/loose.ts'
import { refusalIn } from '../service.ts'
import type { Call, JsonReply, Reply, Route } from '../service.ts'

const slugs = new Set(['openai', 'anthropic', 'cohere', 'groq', 'mistral-ai', 'google', 'vertex-ai', 'bedrock'])

/** What the gateway says of its own headers. */
export const failure = (status: number, message: string): JsonReply => ({
  status,
  json: { status: 'failure', message },
})

/** A service's error, as the gateway hands it on. */
export function handedOn(reply: Reply, provider: string): Reply {
  if (!('json' in reply) || (reply.status ?? 200) < 400 || !reply.json?.error) return reply
  const { message, type = null, param = null, code = null } = reply.json.error
  return { ...reply, json: { error: { message: `${provider} error: ${message}`, type, param, code }, provider } }
}

function parsed(text: string): Loose {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The body that reaches the service; or a reply, where the headers do not say which service that is. */
function placed({ headers, body }: Call): { readonly body: Loose } | JsonReply {
  const { 'x-portkey-config': config, 'x-portkey-provider': provider, 'x-portkey-virtual-key': key } = headers
  const slug = /^@[\w-]+\/(.+)$/u.exec(body?.model ?? '')
  const kept = config?.startsWith('pc-')
  const inline = config === undefined || kept ? undefined : parsed(config)
  if (config !== undefined && !kept && typeof inline !== 'object')
    return failure(400, 'Invalid config passed. You need to pass a valid json')
  if (config === undefined && provider === undefined && key === undefined && !slug)
    return failure(400, 'Either x-portkey-config or x-portkey-provider header is required')
  if (provider !== undefined && !provider.startsWith('@') && !slugs.has(provider))
    return failure(400, 'Invalid provider passed')
  if (body === undefined) return { body }
  const model = inline?.override_params?.model ?? slug?.[1] ?? body.model ?? (kept ? 'gpt-5.4-mini' : undefined)
  return { body: { ...body, ...(model !== undefined && { model }) } }
}

/** A route of a service, reached through the gateway. */
export const behind = (route: Route, provider: string): Route => ({
  ...route,
  handle(call) {
    const there = placed(call)
    if ('json' in there) return there
    try {
      return handedOn(route.handle({ ...call, ...there }), provider)
    } catch (error) {
      const refusal = refusalIn(error)
      if (refusal) return handedOn(refusal, provider)
      throw error
    }
  },
})
