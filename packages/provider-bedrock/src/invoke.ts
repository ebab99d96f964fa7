import { llmError } from '@llmrr/core'
import { notJson } from '@llmrr/provider-kit'
import { optionsOf } from './options.ts'
import { addressOf, segment } from './regions.ts'
import type { Context, ReplyFacts, Usage } from '@llmrr/core'
import type { Http, WireRequest } from '@llmrr/provider-kit'
import type { Place } from './regions.ts'

/** A model's answer in its vendor's words, with what AWS tells of it in headers. */
export interface Invoked<Body> {
  readonly body: Body
  readonly facts: ReplyFacts
}

const counts = {
  input: 'x-amzn-bedrock-input-token-count',
  output: 'x-amzn-bedrock-output-token-count',
  cacheRead: 'x-amzn-bedrock-cache-read-input-token-count',
  cacheWrite: 'x-amzn-bedrock-cache-write-input-token-count',
} as const

function readCounts({ headers }: Response): Usage | undefined {
  const told = Object.entries(counts).flatMap(([meter, header]) => {
    const count = headers.get(header)
    return count === null ? [] : [[meter, Number(count)] as const]
  })
  return told.length > 0 ? Object.fromEntries(told) : undefined
}

/** The headers that InvokeModel has instead of fields. */
function headersOf(context: Context): Record<string, string | undefined> {
  const { guardrail, latency } = optionsOf(context)
  return {
    'x-amzn-bedrock-guardrailidentifier': guardrail?.id,
    'x-amzn-bedrock-guardrailversion': guardrail?.version,
    'x-amzn-bedrock-trace': guardrail?.trace?.toUpperCase(),
    'x-amzn-bedrock-performanceconfig-latency': latency,
  }
}

/** Where a model is invoked in its vendor's words. */
export const invokeRequest = (place: Place, context: Context, operation = 'invoke'): Omit<WireRequest, 'body'> => ({
  path: `${addressOf(place, 'runtime', context)}/model/${segment(context.target.model)}/${operation}`,
  headers: headersOf(context),
})

/** Invokes a model in its vendor's words. @throws LLMError like `http.send`, and `bad-response` for a body that is not JSON. */
export async function invokeModel<Body>(
  http: Http,
  place: Place,
  body: object,
  context: Context,
): Promise<Invoked<Body>> {
  const { response, requestId } = await http.send({ ...invokeRequest(place, context), body }, context)
  const text = await response.text()
  let parsed: Body
  try {
    parsed = JSON.parse(text) as Body
  } catch {
    throw notJson(response, text, context)
  }
  const usage = readCounts(response)
  return { body: parsed, facts: { ...(requestId !== undefined && { requestId }), ...(usage && { usage }) } }
}

/** The error for an answer whose content is not where it should be. */
export const lacking = (what: string, { target }: Context) =>
  llmError('bad-response', `${target.provider} answered without ${what}; is ${target.model} a model for that?`, {
    target,
  })
