import { messagesOptions, responsesOptions } from '@llmrr/provider-kit'
import {
  array,
  boolean,
  integer,
  looseObject,
  number,
  optional,
  picklist,
  pipe,
  readonly,
  record,
  strictObject,
  string,
  union,
} from 'valibot'
import type { Context, StandardSchema } from '@llmrr/core'
import type { InferOutput } from 'valibot'

const tune = strictObject({
  /** ARN of the role that reads the files and writes the model. */
  roleArn: string(),
  /** `s3://` address where metrics are written. */
  outputUri: string(),
  /** Name of the job. Default: the suffix of the request, else `llmrr-` and the hour. */
  jobName: optional(string()),
})

const schema = strictObject({
  ...responsesOptions,
  ...messagesOptions,
  /**
   * Over which API chat goes. Default `auto`: Converse, and Responses for the GPT models that are only there. `messages` is
   * InvokeModel with Claude's own format, `chat` Chat Completions.
   */
  api: optional(picklist(['auto', 'converse', 'messages', 'responses', 'chat'])),
  /**
   * Which host serves an API that both have. For `responses` and `chat` the default is `mantle`: `runtime` has no tools of its
   * own and no background. For `messages` it is `runtime`, by InvokeModel.
   */
  host: optional(picklist(['mantle', 'runtime'])),
  /** Region of this target. Default: the provider's. */
  region: optional(string()),
  /** The model behind an ARN that does not name it (application inference profiles, prompts), so that its ways are known. */
  baseModel: optional(string()),
  /** Tools that run at the service: by name over Converse (`nova_code_interpreter`, `nova_grounding`), else in the API's words. */
  tools: optional(pipe(array(union([string(), looseObject({ type: string() })])), readonly())),
  /** A guardrail over prompt and answer. `version` is a number or `DRAFT`. */
  guardrail: optional(
    strictObject({
      id: string(),
      version: string(),
      /** Tells what it found, as an `x-bedrock` event. */
      trace: optional(picklist(['enabled', 'disabled', 'enabled_full'])),
      /** Whether a stream waits for its verdict (`sync`, the service's default) or runs ahead. */
      streamProcessingMode: optional(picklist(['sync', 'async'])),
    }),
  ),
  latency: optional(picklist(['standard', 'optimized'])),
  /** Goes into the model's own request as it is: what Converse has no field for. */
  additionalModelRequestFields: optional(looseObject({})),
  /** JSON pointers into the model's own answer; what they find comes as an `x-bedrock` event. */
  additionalModelResponseFieldPaths: optional(array(string())),
  /** Values for the variables of a prompt whose ARN is the model. */
  promptVariables: optional(record(string(), looseObject({}))),
  /** Embeddings: whether Titan answers unit vectors. Default: the service's. */
  normalize: optional(boolean()),
  /** Embeddings: how many texts are asked for at the same time, where a model takes one a call. Default 8. */
  concurrency: optional(pipe(number(), integer())),
  /** Customization jobs. */
  tune: optional(tune),
})

/** What a target at Bedrock can say beyond the request. */
export type BedrockOptions = InferOutput<typeof schema>

/** The options of a target at Bedrock, as in `target(bedrock, 'amazon.nova-pro-v1:0', { guardrail: { id: 'abc', version: '1' } })`. */
export const options: StandardSchema<unknown, BedrockOptions> = schema

/** The options of a target, checked before. */
export const optionsOf = ({ target }: Pick<Context, 'target'>): BedrockOptions =>
  (target.options ?? {}) as BedrockOptions
