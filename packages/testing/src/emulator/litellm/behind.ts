import { isUnknownModel } from '../family/member.ts'
import { a, inspect, type Fields } from '../http/shape.ts'
import { refusalIn } from '../service.ts'
import { remember } from '../state.ts'
import { failed, handedOn, problemIn, unknownModel } from './words.ts'
import type { Loose } from '../http/loose.ts'
import type { Call, Reply, Route } from '../service.ts'

/** Fields of a call that are for the proxy, and reach no service. */
const fields: Fields = {
  additional_drop_params: a.array,
  cache: {
    type: 'object',
    fields: {
      'no-cache': a.boolean,
      'no-store': a.boolean,
      'use-cache': a.boolean,
      ttl: a.number,
      's-maxage': a.number,
      namespace: a.string,
    },
  },
  cooldown_time: a.number,
  disable_fallbacks: a.boolean,
  drop_params: a.boolean,
  fallbacks: a.array,
  guardrail_config: a.object,
  guardrails: a.array,
  metadata: a.object,
  mock_response: a.string,
  num_retries: a.integer,
  stream_timeout: a.number,
  tags: a.array,
  timeout: a.number,
}

const apart = (body: Loose): readonly [own: Loose, rest: Loose] => {
  const entries = Object.entries<Loose>(body ?? {})
  const of = (isOwn: boolean) => Object.fromEntries(entries.filter(([name]) => Object.hasOwn(fields, name) === isOwn))
  return [of(true), of(false)]
}

const mocked: Readonly<Record<string, number>> = {
  'litellm.RateLimitError': 429,
  'litellm.ContextWindowExceededError': 400,
  'litellm.InternalServerError': 500,
}

// The same price for every model, in dollars per token.
const costOf = ({
  prompt_tokens: input,
  input_tokens: read = input ?? 0,
  completion_tokens: output,
  output_tokens: said = output ?? 0,
}: Loose): number => Math.round(read * 75 + said * 450) / 1e8

// The last chunk has a choice of nothing, and the cost.
function* rebuilt(events: Iterable<string | Buffer>): Iterable<string | Buffer> {
  for (const event of events) {
    const found = typeof event === 'string' && /"choices":\[\],"usage":(\{.*\})\}\n/u.exec(event)
    if (!found) {
      yield event
      continue
    }
    const usage = JSON.parse(found[1]!) as Loose
    const whole = { ...usage, cost: costOf(usage) }
    yield (event as string).replace(found[0], `"choices":[{"index":0,"delta":{}}],"usage":${JSON.stringify(whole)}}\n`)
  }
}

function told(reply: Reply, model: string, fallbacks: number): Reply {
  const headers = {
    'x-litellm-model-group': model,
    'x-litellm-attempted-fallbacks': String(fallbacks),
    ...reply.headers,
  }
  if ('events' in reply) return { ...reply, headers, events: rebuilt(reply.events) }
  if (!('json' in reply) || !reply.json?.usage) return { ...reply, headers }
  return { ...reply, headers: { ...headers, 'x-litellm-response-cost': String(costOf(reply.json.usage)) } }
}

/** A route of a service, reached through the proxy: under one of its names, with its cache, its guardrails and its fallbacks. */
export const behind = (route: Route): Route => ({
  ...route,
  handle(call: Call): Reply {
    const [own, rest] = apart(call.body)
    const problem = inspect(own, fields)
    if (problem) return problemIn(problem)
    const { mock_response: mock, fallbacks = [], guardrails, cache } = own
    if (mock !== undefined && mocked[mock]) return failed(mocked[mock], `${mock}: this is a mock error`)
    if (guardrails?.length > 0 && /forbidden/u.test(JSON.stringify(rest.messages ?? rest.input ?? '')))
      return failed(400, "{'error': 'Content blocked: keyword forbidden detected'}", 'None', 'None')
    let model = String(rest.model ?? '')
    let taken = 0
    while (isUnknownModel(model) && !own.disable_fallbacks && taken < fallbacks.length) {
      const next = fallbacks[taken++]
      model = String(next?.model ?? next)
    }
    if (isUnknownModel(model)) return unknownModel(model)
    const body = call.body && { ...rest, ...(rest.model !== undefined && { model }) }
    const isKept = cache?.['use-cache'] && !rest.stream
    const key = `cache of ${call.path} ${JSON.stringify(body)}`
    const kept = isKept && !cache['no-cache'] ? call.state.stored.get(key) : undefined
    if (kept)
      return { json: kept, headers: { 'x-litellm-cache-key': call.state.id('', 32), 'x-litellm-model-group': model } }
    const reply = answered(route, { ...call, body })
    if (isKept && !cache['no-store'] && 'json' in reply && (reply.status ?? 200) < 300)
      remember(call.state.stored, key, reply.json)
    return told(reply, model, taken)
  },
})

function answered(route: Route, call: Call): Reply {
  try {
    return handedOn(route.handle(call))
  } catch (error) {
    const refusal = refusalIn(error)
    if (refusal) return handedOn(refusal)
    throw error
  }
}
