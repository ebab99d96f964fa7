import type { Words } from '../family/member.ts'
import { failureOf as openaiFailure, openaiWords } from '../openai/words.ts'
import type { JsonReply } from '../service.ts'

/** What Azure's gateway says: a code, which may be the status as text, and a message. */
export const gateway = (status: number, code: string, message: string): JsonReply => ({
  status,
  json: { error: { code, message } },
})

/** What the answer to a prompt is that the content filter stops. */
const filtered: JsonReply = {
  status: 400,
  json: {
    error: {
      message:
        "The response was filtered due to the prompt triggering Azure OpenAI's content management policy. Please modify your prompt and retry.",
      type: null,
      param: 'prompt',
      code: 'content_filter',
      status: 400,
      innererror: {
        code: 'ResponsibleAIPolicyViolation',
        content_filter_result: {
          hate: { filtered: true, severity: 'high' },
          jailbreak: { filtered: false, detected: false },
          self_harm: { filtered: false, severity: 'safe' },
          sexual: { filtered: false, severity: 'safe' },
          violence: { filtered: false, severity: 'safe' },
        },
      },
    },
  },
}

const wrongKey =
  'Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an active subscription and use a correct regional API endpoint for your resource.'

type Failure = readonly [code: string, message: string]

/** For each status the usual error first; others are found by their code. */
const failures: Readonly<Record<number, readonly Failure[]>> = {
  401: [
    ['401', wrongKey],
    [
      'PermissionDenied',
      'The principal lacks the required data action Microsoft.CognitiveServices/accounts/OpenAI/deployments/chat/completions/action to perform the operation.',
    ],
  ],
  403: [['403', 'Access denied due to Virtual Network/Firewall rules.']],
  404: [
    [
      'DeploymentNotFound',
      'The API deployment for this resource does not exist. If you created the deployment within the last 5 minutes, please wait a moment and try again.',
    ],
    ['404', 'Resource not found'],
  ],
  408: [['Timeout', 'The operation was timeout.']],
  429: [
    [
      '429',
      'Requests to the ChatCompletions_Create Operation under Azure OpenAI API have exceeded the token rate limit of your current OpenAI S0 pricing tier. Please retry after 6 seconds.',
    ],
    ['RateLimitReached', 'Rate limit of 1000 per 60s exceeded for UserByModelByMinute.'],
    ['NoCapacity', 'The system is currently experiencing high demand and cannot process your request.'],
  ],
  500: [['InternalServerError', 'Internal server error']],
  503: [['ServiceUnavailable', 'The service is temporarily unable to process your request. Please try again later.']],
}

/** The usual error of a status, or the one with this code. */
export function failureOf(status: number, code: string | undefined, requestId: string): JsonReply {
  if (status === 400 && code === 'content_filter') return filtered
  if (status === 422) {
    const complaint = { type: 'string_type', loc: ['body', 'tool_choice'], msg: 'Input should be a valid string' }
    return {
      status,
      json: { error: { code: 'Invalid input', message: 'invalid input error', details: [complaint], status } },
    }
  }
  const known = failures[status]
  if (!known) return openaiFailure(status, code, requestId)
  const [own, message] = known.find(([own]) => own === code) ?? known[0]!
  return gateway(status, own, message)
}

/** A path that the resource does not have, or has not under this version. */
export const noResource: JsonReply = gateway(404, '404', 'Resource not found')

/** What Azure says: OpenAI's words for what is wrong in a request, the gateway's for all else. */
export const azureWords: Words = {
  ...openaiWords,
  unknownModel: () => failureOf(404, 'DeploymentNotFound', ''),
  wrongKey: () => gateway(401, '401', wrongKey),
  noRoute: () => noResource,
  failure: failureOf,
}
