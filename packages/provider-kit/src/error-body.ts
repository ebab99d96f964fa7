import { llmError } from '@llmrr/core'
import type { Context, LLMError } from '@llmrr/core'

const maxErrorBody = 64 * 1024

/** Text of a body, cut at 64 KiB; what is left is not read. */
async function boundedText(response: Response): Promise<string> {
  const reader = response.body?.getReader()
  if (!reader) return ''
  const decoder = new TextDecoder()
  let text = ''
  for (let size = 0; size < maxErrorBody;) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    size += value.length
    text += decoder.decode(value, { stream: true })
  }
  await reader.cancel()
  return text
}

/** The body of a refusal: parsed JSON, or text, such as an HTML page of a proxy. The error table reads the status then. */
export async function errorBody(response: Response): Promise<unknown> {
  const text = await boundedText(response)
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** The error for a 200 whose body is neither JSON nor a stream. */
export function notJson(response: Response, text: string, context: Context): LLMError {
  const type = response.headers.get('content-type')?.split(';')[0] ?? 'no content type'
  return llmError(
    'bad-response',
    `${context.target.provider} answered ${response.status} with ${text === '' ? 'an empty body' : 'a body that is not JSON'} (${type}); check the base URL, or a proxy in between.`,
    {
      target: context.target,
      status: response.status,
    },
  )
}
