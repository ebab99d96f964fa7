import type { Kind, Problem } from '../http/shape.ts'
import { refuse, type JsonReply } from '../service.ts'

type Failure = readonly [type: string, message: string]

const coral = 'http://internal.amazon.com/coral/com.amazon.bedrock/'

/** An error of AWS: its name in a header, its sentence in the body. */
export const failed = (status: number, type: string, message: string): JsonReply => ({
  status,
  headers: { 'x-amzn-errortype': `${type}:${coral}` },
  json: { message },
})

/** Refuses with a 400. */
export const invalid = (message: string): never => refuse(failed(400, 'ValidationException', message))

const failures: Readonly<Record<number, readonly Failure[]>> = {
  400: [
    ['ValidationException', 'The request is malformed.'],
    ['ValidationException', 'Input is too long for requested model.'],
    ['ServiceQuotaExceededException', 'Your request exceeds the service quota for your account.'],
  ],
  403: [
    ['AccessDeniedException', "You don't have access to the model with the specified model ID."],
    ['ExpiredTokenException', 'The security token included in the request is expired'],
    ['UnrecognizedClientException', 'The security token included in the request is invalid.'],
    [
      'InvalidSignatureException',
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    ],
  ],
  404: [
    ['ResourceNotFoundException', 'Could not resolve the foundation model from the provided model identifier.'],
    ['FTUFormNotFilled', 'Model use case details have not been submitted for this account.'],
  ],
  408: [['ModelTimeoutException', 'The request took too long to process.']],
  424: [
    ['ModelErrorException', 'The request failed due to an error while processing the model.'],
    ['ModelStreamErrorException', 'The model failed while it was streaming.'],
  ],
  429: [
    ['ThrottlingException', 'Too many tokens, please wait before trying again.'],
    ['ModelNotReadyException', 'The model specified in the request is not ready to serve inference requests.'],
  ],
  500: [
    [
      'InternalServerException',
      'The system encountered an unexpected error during processing. Try your request again.',
    ],
  ],
  503: [['ServiceUnavailableException', 'Bedrock is unable to process your request.']],
}

/** The usual error of a status, or the one of this name; `per-day` is a throttling that a wait does not end. */
export function failureOf(status: number, code: string | undefined): JsonReply {
  if (code === 'bad_json') return failed(400, 'SerializationException', 'The body is not valid JSON.')
  if (code === 'per-day')
    return failed(429, 'ThrottlingException', 'Too many tokens per day, please wait before trying again.')
  if (code === 'context-length') return failed(400, ...failures[400]![1]!)
  const known = failures[status] ?? [['InternalFailure', `The request failed with status ${status}.`] satisfies Failure]
  const [type, message] = known.find(([type]) => type === code) ?? known[0]!
  return failed(status, type, message)
}

/** Name (as frames write it) and sentence of a failure inside a stream; default a throttling. */
export function exceptionOf(code = 'throttlingException'): readonly [name: string, payload: string] {
  const all = Object.values(failures).flat()
  const [type, message] = all.find(([type]) => type.toLowerCase() === code.toLowerCase()) ?? failures[500]![0]!
  return [type[0]!.toLowerCase() + type.slice(1), JSON.stringify({ message })]
}

const kinds: Readonly<Record<Kind, string>> = {
  string: 'string',
  integer: 'integer',
  number: 'number',
  boolean: 'boolean',
  array: 'array',
  object: 'object',
  any: 'value',
}

/** A problem of shape in the service's words. */
export function sayProblem(problem: Problem): string {
  const at = problem.path.join('.')
  switch (problem.kind) {
    case 'missing':
      return `1 validation error detected: Value at '${at}' failed to satisfy constraint: Member must not be null`
    case 'unknown':
      return `Malformed input request: #/${problem.path.slice(0, -1).join('/')}: extraneous key [${problem.path.at(-1)}] is not permitted, please reformat your input and try again.`
    case 'type':
      return `Malformed input request: #/${problem.path.join('/')}: expected type: ${kinds[problem.want[0]!]}, found: ${problem.got}, please reformat your input and try again.`
    case 'value':
      return `1 validation error detected: Value '${String(problem.got)}' at '${at}' failed to satisfy constraint: Member must satisfy enum value set: [${problem.values.join(', ')}]`
    default:
      return `1 validation error detected: Value '${problem.got}' at '${at}' failed to satisfy constraint: Member must have value ${problem.kind === 'below' ? 'greater' : 'less'} than or equal to ${problem.bound}`
  }
}
