import { llmError } from '@llmrr/core'
import type { Context, ReplyFacts } from '@llmrr/core'
import type { Http } from '@llmrr/provider-kit'

interface Envelope {
  readonly result?: object | null
  readonly success?: boolean
  readonly errors?: readonly unknown[]
}

/** What a task answered: the fields of its result, or bytes with their type. */
export interface Ran<Result> {
  readonly result?: Partial<Result>
  readonly bytes?: { readonly data: Uint8Array; readonly mediaType: string }
  readonly facts: Pick<ReplyFacts, 'requestId'>
}

/** Runs a task of Workers AI other than chat. The model stands in the path as it is, slashes and all. */
export async function run<Result>(http: Http, body: object | Uint8Array, context: Context): Promise<Ran<Result>> {
  const { target } = context
  const reply = await http.send({ path: `/run/${target.model}`, body }, context)
  const facts = { ...(reply.requestId !== undefined && { requestId: reply.requestId }) }
  const type = reply.response.headers.get('content-type')?.split(';')[0] ?? ''
  if (!type.includes('json')) {
    const data = new Uint8Array(await reply.response.arrayBuffer())
    if (data.length > 0 && !type.startsWith('text/')) return { bytes: { data, mediaType: type }, facts }
    throw llmError('bad-response', `${target.provider} answered ${target.model} with ${type || 'an empty body'}.`, {
      target,
    })
  }
  const envelope = (await reply.response.json()) as Envelope
  if (envelope.success === false || envelope.errors?.length) throw reply.error(envelope)
  // Some models answer without the envelope.
  return { result: (envelope.result ?? envelope) as Partial<Result>, facts }
}

/** The error for a result that lacks what was asked for. */
export const lacking = (what: string, { target }: Context) =>
  llmError(
    'bad-response',
    `${target.provider} answered ${target.model} without ${what}; check the model and the base URL.`,
    {
      target,
    },
  )
