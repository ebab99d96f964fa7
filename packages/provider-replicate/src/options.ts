import {
  array,
  boolean,
  integer,
  maxValue,
  minValue,
  number,
  optional,
  picklist,
  pipe,
  readonly,
  record,
  regex,
  startsWith,
  strictObject,
  string,
  union,
  unknown,
} from 'valibot'
import { hardwareSkus } from './hardware.ts'
import type { Context } from '@llmrr/core'
import type { InferOutput } from 'valibot'

/** The options of a target at Replicate. */
export const options = strictObject({
  /** Fields of the model's own input, over those that the request gives: every model has its own. */
  input: optional(record(string(), unknown())),
  /**
   * Lets the service hold its answer until the run is done, for so many seconds (`true`: 60). Saves the first looks; but an
   * abort during the wait cannot cancel the run, because its id is not known yet. Default `false`: the run is followed.
   */
  wait: optional(union([boolean(), pipe(number(), integer(), minValue(1), maxValue(60))])),
  /** Ends the run after so long, wherever it stands: `90s`, `5m`, `1h30m`. */
  cancelAfter: optional(pipe(string(), regex(/^(?:\d+h)?(?:\d+m)?(?:\d+s)?$/, 'is a duration such as 90s or 5m'))),
  /** Told of the run by POST. See `verifyWebhook`. */
  webhook: optional(pipe(string(), startsWith('https://'))),
  /** Of what it is told. Default: of everything. */
  webhookEvents: optional(pipe(array(picklist(['start', 'output', 'logs', 'completed'])), readonly())),
  /** Of a training: the model that it makes a version of, `owner/name`. It must exist. */
  destination: optional(pipe(string(), regex(/^[^/]+\/[^/]+$/, 'is a model as owner/name'))),
  /** Of a training: what the trainer calls its data. Default `input_images`. */
  trainingField: optional(string()),
  /** What a community model or a deployment runs on: its price per second then gives the cost. */
  hardware: optional(picklist(hardwareSkus)),
})

/** What a target at Replicate can say beyond the request. */
export type ReplicateOptions = InferOutput<typeof options>

/** The options of a target, checked before. */
export const optionsOf = ({ target }: Pick<Context, 'target'>): ReplicateOptions =>
  (target.options ?? {}) as ReplicateOptions
