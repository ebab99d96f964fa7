import type { Loose } from '../http/loose.ts'
import { bracketed, type Problem } from '../http/shape.ts'
import { refuse, type JsonReply } from '../service.ts'

type Failure = readonly [detail: string, title?: string, more?: Loose]

const failures: Readonly<Record<number, readonly [Failure, ...Failure[]]>> = {
  400: [['The request could not be understood.', 'Bad request']],
  401: [['You did not pass a valid authentication token', 'Unauthenticated']],
  402: [['You have insufficient credit to run this model.', 'Insufficient credit']],
  403: [['You do not have permission to perform this action.', 'Forbidden']],
  404: [['The requested resource could not be found.']],
  422: [
    [
      '- input: prompt is required\n',
      'Input validation failed',
      invalidField('required', 'input', 'prompt is required'),
    ],
    [
      "The specified version does not exist (or perhaps you don't have permission to use it?)",
      'Invalid version or not permitted',
    ],
  ],
  429: [
    ['Request was throttled. Expected available in 1 second.'],
    [
      'Request was throttled. Your rate limit for creating predictions is reduced to 6 requests per minute with a burst of 1 requests while you have less than $5.0 in credit.',
      'low-credit',
      { retry_after: 5 },
    ],
  ],
  500: [['Internal server error']],
  503: [['Service unavailable']],
}

function invalidField(type: string, field: string, description: string): Loose {
  return { invalid_fields: [{ type, field, description }] }
}

/** An error in Replicate's form. */
export const failed = (status: number, detail: string, title?: string, more?: Loose): JsonReply => ({
  status,
  json: { ...(title && { title }), detail, status, ...more },
})

/** The usual error of a status, or the one of this title; `low-credit` is a name for use here only. */
export function failureOf(status: number, code: string | undefined): JsonReply {
  const known = failures[status] ?? ([[`The request failed with status ${status}.`]] as const)
  const [detail, title, more] = known.find((one) => code !== undefined && one[1] === code) ?? known[0]
  return failed(status, detail, title === 'low-credit' ? undefined : title, more)
}

/** Refuses a request whose shape is wrong. */
export function refuseShape(problem: Problem): never {
  const { kind, path } = problem
  const field = bracketed(path.slice(0, -1))
  const name = String(path.at(-1) ?? '')
  const said: Readonly<Record<Problem['kind'], readonly [type: string, description: string]>> = {
    missing: ['required', `${name} is required`],
    unknown: ['additional_property_not_allowed', `Additional property ${name} is not allowed`],
    type: ['invalid_type', `Invalid type. Expected: ${'want' in problem ? [problem.want].flat().join(', ') : ''}`],
    value: ['enum', `${name} must be one of the following: ${'values' in problem ? problem.values.join(', ') : ''}`],
    below: ['number_gte', `Must be greater than or equal to ${'bound' in problem ? problem.bound : ''}`],
    above: ['number_lte', `Must be less than or equal to ${'bound' in problem ? problem.bound : ''}`],
  }
  const [type, description] = said[kind]
  return refuse(
    failed(
      422,
      `- ${field && `${field}: `}${description}\n`,
      'Input validation failed',
      invalidField(type, field, description),
    ),
  )
}

/** Refuses what there is not. */
export const refuseMissing = (): never => refuse(failureOf(404, undefined))
