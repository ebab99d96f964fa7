import { isUnknownModel } from '../family/member.ts'
import { refuse } from '../service.ts'
import { failed, failureOf, invalid } from './words.ts'

/** What a model takes, read from its id. */
export interface BedrockModel {
  readonly id: string
  readonly isClaude: boolean
  /** Whether it reasons when it is asked to. */
  readonly reasons: boolean
  /** Whether it caches where it is told. */
  readonly caches: boolean
  /** Whether it is held to schemas. */
  readonly schemas: boolean
}

const regional = /^(?:us|eu|apac|jp|au|ca|us-gov|global)\./u
// Only through a profile.
const byProfile = /^(?:anthropic\.claude-(?:sonnet|opus|haiku)-4-|meta\.llama(?:3-[23]|4)|deepseek\.r1)/u

/** The id without a region, out of whatever names a model. */
export function baseOf(name: string): string {
  const last = name.startsWith('arn:') ? name.split('/').at(-1)! : name
  return last.replace(regional, '')
}

/** The facts of a model; refuses what the service does not know, or not so. */
export function modelOf(name: string, { profile = true } = {}): BedrockModel {
  const id = baseOf(name)
  if (isUnknownModel(name) || !/^(?:[\w-]+\.[\w.:-]+|[a-z0-9]{6,})$/u.test(id))
    invalid('The provided model identifier is invalid.')
  if (/^amazon\.titan-text|^anthropic\.claude-(?:v2|instant)|^meta\.llama2/u.test(id)) {
    refuse(
      failed(
        404,
        'ResourceNotFoundException',
        'This model version has reached the end of its life. Please refer to the AWS documentation for more details.',
      ),
    )
  }
  if (name.includes('denied')) refuse(failureOf(403, 'AccessDeniedException'))
  if (profile && byProfile.test(name)) {
    invalid(
      `Invocation of model ID ${name} with on-demand throughput isn’t supported. Retry your request with the ID or ARN of an inference profile that contains this model.`,
    )
  }
  const isClaude = id.startsWith('anthropic.claude')
  return {
    id,
    isClaude,
    reasons: isClaude || /nova-2|gpt-oss|deepseek|kimi|qwen3/u.test(id),
    caches: isClaude || id.startsWith('amazon.nova'),
    schemas: isClaude || /gpt-oss|qwen3|mistral-large-3|deepseek\.v3/u.test(id),
  }
}
