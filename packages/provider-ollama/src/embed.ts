import { llmError } from '@llmrr/core'
import { costOf, readUsage } from './reader.ts'
import { inputText } from '@llmrr/provider-kit'
import { optionsOf } from './options.ts'
import type { Context, EmbedRequest, EmbedResult, Handler } from '@llmrr/core'
import type { Http } from '@llmrr/provider-kit'
import type { WireChunk } from './wire.ts'

interface WireReply extends WireChunk {
  readonly embeddings?: readonly (readonly number[])[]
}

/** Vectors of length one, in the order of the inputs. */
export function ollamaEmbed(http: Http, isCloud: boolean): Handler<'embed'> {
  async function embed(request: EmbedRequest, context: Context): Promise<EmbedResult> {
    const { input, dimensions, truncate } = request
    const { keepAlive, contextWindow, parameters } = optionsOf(context)
    if (truncate === 'start') context.warn('truncate', 'Inputs can only be cut at their end; they are cut there.')
    const options = { ...(contextWindow !== undefined && { num_ctx: contextWindow }), ...parameters }
    const body = {
      model: context.target.model,
      input: typeof input === 'string' ? input : input.map((one) => inputText(one, context)),
      ...(dimensions !== undefined && { dimensions }),
      ...(truncate !== undefined && { truncate: truncate !== 'never' }),
      ...(keepAlive !== undefined && { keep_alive: keepAlive }),
      ...(Object.keys(options).length > 0 && { options }),
    }
    const { body: reply, facts } = await http.json<WireReply>({ path: '/api/embed', body }, context)
    const { target } = context
    if (!Array.isArray(reply.embeddings))
      throw llmError('bad-response', `${target.provider} answered embeddings without vectors.`, { target })
    const usage = readUsage(reply)
    const cost = costOf(reply, target.model, isCloud)
    return {
      embeddings: reply.embeddings,
      ...facts,
      ...(reply.model !== undefined && { model: reply.model }),
      ...(usage && { usage }),
      ...(cost && { cost }),
    }
  }
  return Object.assign(embed, {
    params: ['input', 'dimensions', 'truncate'],
    // As of 2026-11-22: the smallest that is good at several languages.
    defaultModel: 'embeddinggemma',
  })
}
