import { bracketed, type Problem } from '../http/shape.ts'
import { refuse, type JsonReply } from '../service.ts'

type Failure = readonly [message: string, type?: string]

const failures: Readonly<Record<number, readonly Failure[]>> = {
  400: [
    ['invalid request: the request could not be understood.'],
    ['invalid request: the body is not valid JSON.', 'bad_json'],
    [
      'too many tokens: size limit exceeded by 25836 tokens. Try using shorter or fewer inputs. The limit for this model is 288000 tokens.',
      'TOO_MANY_TOKENS',
    ],
  ],
  401: [['Incorrect API key provided: ***. You can find your API key at https://dashboard.cohere.com/api-keys.']],
  402: [['Please add or update your payment method at https://dashboard.cohere.com/billing to continue.']],
  403: [['You are not allowed to use this resource.']],
  404: [["model 'gone' not found, make sure the correct model ID was used and that you have access to the model."]],
  422: [['The request is well formed and cannot be processed.']],
  429: [
    ['Please wait and try again later.'],
    ['trial token rate limit exceeded, limit is 100000 tokens per minute'],
    ['You are using a Trial key, which is limited to 1000 API calls / month.', 'monthly'],
  ],
  498: [['The request or the answer contains a token that is denied.']],
  499: [['The request was cancelled.']],
  500: [['internal server error']],
  501: [['not implemented']],
  503: [['The service is overloaded, please try again later.']],
  504: [['The request has timed out.']],
}

/** An error in Cohere's form: a sentence, and for a few a type. */
export const failed = (status: number, message: string, requestId: string, type?: string): JsonReply => ({
  status,
  json: { id: requestId, message, ...(type && { error_type: type }) },
})

/** The usual error of a status, or the one of this type; `monthly` and `bad_json` are names for use here only. */
export function failureOf(status: number, code: string | undefined, requestId: string): JsonReply {
  const known = failures[status] ?? [[`The request failed with status ${status}.`] satisfies Failure]
  const [message, type] = known.find(([, type]) => code !== undefined && type === code) ?? known[0]!
  return failed(status, message, requestId, type === type?.toUpperCase() ? type : undefined)
}

/** Refuses with a 400. */
export const invalid = (message: string, requestId: string): never =>
  refuse(failed(400, `invalid request: ${message}`, requestId))

/** A problem of shape in a sentence. */
export function sayProblem(problem: Problem): string {
  const path = bracketed(problem.path)
  switch (problem.kind) {
    case 'missing':
      return `${path} is required`
    case 'unknown':
      return `unknown field: parameter ${path} is not a valid field`
    case 'type':
      return `${path} must be of type ${problem.want.join(' or ')}`
    case 'value':
      return `${path} must be one of ${problem.values.join(', ')}`
    default:
      return `${path} must be ${problem.kind === 'below' ? 'at least' : 'at most'} ${problem.bound}`
  }
}

/** The sentence for a model that there is not. */
export const noModel = (model: string, requestId: string): JsonReply =>
  failed(
    404,
    `model '${model}' not found, make sure the correct model ID was used and that you have access to the model.`,
    requestId,
  )
