import { openaiErrors, saidIn } from '@llmrr/provider-kit'
import type { ErrorWords, ReadError } from '@llmrr/provider-kit'

// llama.cpp's types are words, vLLM's the names of Python's exceptions.
const read = openaiErrors({
  exceed_context_size_error: 'context-length',
  not_supported_error: 'unsupported',
  unavailable_error: 'overloaded',
  not_found_error: 'not-found',
  BadRequestError: 'invalid-request',
  NotFoundError: 'not-found',
  NotImplementedError: 'unsupported',
  InternalServerError: 'server',
})

/** What a server only says in words, often with a 500 for what the caller did. */
const words: ErrorWords = [
  [/too large to process|context size|exceeds? the (?:available )?context/i, 'context-length'],
  [
    /requires --jinja|cannot use tools with stream|input is not supported|tool-call-parser|auto tool choice/i,
    'unsupported',
  ],
  [/cannot use both|failed to (?:load image|parse grammar|initialize samplers)|jinja/i, 'invalid-request'],
  [/unexpected endpoint/i, 'not-found'],
  [/loading model/i, 'overloaded'],
]

/** The errors of servers that follow OpenAI, in the shapes of llama.cpp, vLLM and LM Studio. */
export const readError: ReadError = (status, body, headers) => {
  const details = read(status, body, headers)
  const said = saidIn(details.detail, words)
  if (said !== undefined) return { ...details, code: said }
  return status === 501 ? { ...details, code: 'unsupported' } : details
}
