import { llmError } from '@llmrr/core'
import { factsOf } from './facts.ts'
import { fromBase64 } from '../media.ts'
import { inputText } from './input-text.ts'
import { remaining } from '../dialects/openai-chat/request.ts'
import { toFields } from './fields.ts'
import { toUsage } from '../dialects/openai-chat/usage.ts'
import { vendorHttp } from './vendor.ts'
import type { Context, EmbedRequest, Handler, Part } from '@llmrr/core'
import type { CapabilityQuirks } from './fields.ts'
import type { OpenAIVendor } from './vendor.ts'
import type { WireUsage } from '../dialects/openai-chat/wire.ts'

/** In what the embeddings of a service differ. */
export interface EmbedQuirks extends CapabilityQuirks<EmbedRequest> {
  /** `base64` is a third of the size on the wire; not every service has it. Default `float`. */
  readonly encoding?: 'float' | 'base64'
  /** An input that is a list of parts. Default: its text. */
  readonly writeInput?: (parts: readonly Part[], context: Context) => unknown
  /** The numbers of a vector that comes as text. Default: base64 of little-endian 32-bit floats. */
  readonly readVector?: (text: string, context: Context) => readonly number[]
}

interface WireReply {
  readonly data: readonly { readonly index?: number; readonly embedding: readonly number[] | string }[]
  readonly model?: string
  readonly usage?: WireUsage
}

/** The numbers of base64 text that holds little-endian 32-bit floats. */
export function floatsOf(text: string): number[] {
  const bytes = fromBase64(text)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Array.from({ length: bytes.byteLength >> 2 }, (_, at) => view.getFloat32(at * 4, true))
}

/** OpenAI's embeddings. Vectors come in the order of the inputs. */
export function openaiEmbed(vendor: OpenAIVendor, quirks: EmbedQuirks = {}): Handler<'embed'> {
  const http = vendorHttp(vendor)
  const { path = '/embeddings', encoding = 'float', writeInput = inputText, readVector = floatsOf } = quirks
  async function embed(request: EmbedRequest, context: Context) {
    const body = toFields({ dimensions: 'dimensions', user: 'user' }, request, context, quirks, ({ input }) => ({
      input:
        typeof input === 'string'
          ? input
          : input.map((one) => (typeof one === 'string' ? one : writeInput(one, context))),
      ...(encoding === 'base64' && { encoding_format: encoding }),
    }))
    const { body: reply, facts } = await http.json<WireReply>({ path, body }, context)
    if (!Array.isArray(reply.data))
      throw llmError('bad-response', `${context.target.provider} answered embeddings without data.`, {
        target: context.target,
      })
    const data = [...reply.data].toSorted((a, b) => (a.index ?? 0) - (b.index ?? 0))
    const embeddings = data.map(({ embedding }) =>
      typeof embedding === 'string' ? readVector(embedding, context) : embedding,
    )
    return { embeddings, ...factsOf(vendor, reply, facts, toUsage(reply.usage)) }
  }
  return Object.assign(embed, { params: remaining(['input', 'dimensions', 'user'], quirks.without) })
}
