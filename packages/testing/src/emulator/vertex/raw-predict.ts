import { failed, invalid } from '../gemini/words.ts'
import type { Loose } from '../http/loose.ts'
import { countTokens, create } from '../messages/create.ts'
import { refuse, type Call, type Reply } from '../service.ts'

/** Claude, behind `rawPredict`: Anthropic's Messages with the model in the path and the version in the body. */
export function rawPredict(call: Call): Reply {
  const [model = '', method] = call.params.at(-1)!.split(':')
  const { anthropic_version: version, anthropic_beta: betas, ...body } = (call.body ?? {}) as Loose
  if (version !== 'vertex-2023-10-16') invalid('anthropic_version: Field required')
  const isCount = model === 'count-tokens'
  if (!isCount && body.model !== undefined) invalid('model: Extra inputs are not permitted')
  if (!isCount && !/@(?:\d{8}|default)$/u.test(model))
    refuse(
      failed(404, {
        status: 'NOT_FOUND',
        message: `Publisher Model \`publishers/anthropic/models/${model}\` was not found.`,
      }),
    )
  const named = isCount ? body.model : model
  const asked: Call = {
    ...call,
    headers: {
      ...call.headers,
      'anthropic-version': '2023-06-01',
      ...(betas && { 'anthropic-beta': betas.join(',') }),
    },
    body: {
      ...body,
      model: String(named)
        .replace(/@default$/u, '')
        .replace('@', '-'),
    },
  }
  if (isCount) return countTokens(asked)
  if (body.stream !== true && method === 'streamRawPredict') invalid('stream: must be true for streamRawPredict')
  return create(asked)
}
