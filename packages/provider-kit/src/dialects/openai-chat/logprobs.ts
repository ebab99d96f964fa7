import type { TokenLogprob } from '@llmrr/core'
import type { WireLogprobs } from './wire.ts'

/** Log probabilities in either form; `undefined` when there are none. */
export function readLogprobs(wire: WireLogprobs | null | undefined): TokenLogprob[] | undefined {
  if (!wire) return undefined
  const { content, tokens, token_logprobs: values, top_logprobs: tops } = wire
  if (content) return content.length > 0 ? content.map(readToken) : undefined
  if (!tokens?.length) return undefined
  return tokens.flatMap((token, at) => {
    const logprob = values?.[at]
    if (logprob == null) return []
    const top = Object.entries(tops?.[at] ?? {}).map(([token, logprob]) => ({ token, logprob }))
    return [{ token, logprob, ...(top.length > 0 && { top }) }]
  })
}

const readToken = ({ token, logprob, top_logprobs: top }: NonNullable<WireLogprobs['content']>[number]): TokenLogprob =>
  top?.length ? { token, logprob, top: top.map(({ token, logprob }) => ({ token, logprob })) } : { token, logprob }
