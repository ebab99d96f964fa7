const text =
  'A router between an application and its language models keeps the application alive when one of them does not answer. It knows who is slow, who is out of quota and who is cheap, and it asks the next one before anybody notices. It also keeps the books, so that a month later nobody wonders where the money went, and every call can be traced to its cost.'

/** A reply of Chat Completions with 360 characters of text. */
export const reply = JSON.stringify({
  id: 'chatcmpl-bench',
  object: 'chat.completion',
  created: 1_795_000_000,
  model: 'gpt-4.1-mini',
  choices: [
    {
      index: 0,
      message: { role: 'assistant', content: text, refusal: null, annotations: [] },
      logprobs: null,
      finish_reason: 'stop',
    },
  ],
  usage: {
    prompt_tokens: 31,
    completion_tokens: 74,
    total_tokens: 105,
    prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0 },
  },
  service_tier: 'default',
  system_fingerprint: 'fp_bench',
})

const chunk = (delta: object, finish: string | null, usage: object | null = null): string =>
  `data: ${JSON.stringify({ id: 'chatcmpl-bench', object: 'chat.completion.chunk', created: 1_795_000_000, model: 'gpt-4.1-mini', service_tier: 'default', system_fingerprint: 'fp_bench', choices: usage ? [] : [{ index: 0, delta, logprobs: null, finish_reason: finish }], usage })}\n\n`

/** The events of a streamed reply of so many pieces of text. */
export function streamEvents(pieces: number): string[] {
  return [
    chunk({ role: 'assistant', content: '', refusal: null }, null),
    ...Array.from({ length: pieces }, (_, index) => chunk({ content: ` word${index % 10}` }, null)),
    chunk({}, 'stop'),
    chunk({}, null, { prompt_tokens: 31, completion_tokens: pieces, total_tokens: 31 + pieces }),
    'data: [DONE]\n\n',
  ]
}

/** Events as network chunks: one each, or gathered to about `size` bytes. */
export function networkChunks(events: readonly string[], size?: number): Uint8Array[] {
  const encoder = new TextEncoder()
  if (size === undefined) return events.map((event) => encoder.encode(event))
  const whole = encoder.encode(events.join(''))
  return Array.from({ length: Math.ceil(whole.length / size) }, (_, index) =>
    whole.slice(index * size, (index + 1) * size),
  )
}
