import {
  array,
  boolean,
  literal,
  looseObject,
  number,
  optional,
  picklist,
  pipe,
  readonly,
  strictObject,
  string,
  union,
} from 'valibot'
import type { Context } from '@llmrr/core'
import type { InferOutput } from 'valibot'

/** The options of a target at Mistral. */
export const options = strictObject({
  /** Puts the service's safety prompt before the conversation. Deprecated there in favour of `guardrails`. */
  safePrompt: optional(boolean()),
  /** `reasoning` gives the first generation of Magistral models their system prompt for thinking. */
  promptMode: optional(literal('reasoning')),
  /** Checks of what is asked, in the service's words: `[{ moderation_llm_v2: { action: 'block' } }]`. What they block is a `content-filter` error. */
  guardrails: optional(pipe(array(looseObject({})), readonly())),
  /** What most of the answer will be, which makes it faster: a file that is to be changed in a place, say. */
  prediction: optional(string()),
  /**
   * `conversations` answers a chat by the API in which the service runs tools of its own and agents. Default: that one for targets with
   * `tools` or an `agentId`, else `chat`.
   */
  api: optional(picklist(['chat', 'conversations'])),
  /** Tools that the service runs: by name, or in its words, such as `{ type: 'document_library', library_ids: ['...'] }`. */
  tools: optional(
    pipe(
      array(
        union([
          picklist(['web_search', 'web_search_premium', 'code_interpreter', 'image_generation']),
          looseObject({ type: string() }),
        ]),
      ),
      readonly(),
    ),
  ),
  /** The agent that answers instead of a model. */
  agentId: optional(string()),
  /** Whether the service keeps a conversation. Default `false`. */
  store: optional(boolean()),
  /** How the numbers of a vector are written. Default `float`. */
  outputDtype: optional(picklist(['float', 'int8', 'uint8', 'binary', 'ubinary'])),
  /** Fills a gap with so many tokens at least. */
  minTokens: optional(number()),
  /** Words and names that a transcript should expect, up to a hundred. */
  contextBias: optional(pipe(array(string()), readonly())),
  /** A recording (base64) whose voice speech takes, instead of a voice by name. */
  refAudio: optional(string()),
  /** Tables of a page as files of their own in this format, rather than in its text. */
  tableFormat: optional(picklist(['markdown', 'html'])),
  /** How many pictures of a document are taken out, at most. */
  imageLimit: optional(number()),
  /** Pictures of a document that are smaller in width or height (pixels) are left out. */
  imageMinSize: optional(number()),
  /** Takes the head of each page out of its text. */
  extractHeader: optional(boolean()),
  /** Takes the foot of each page out of its text. */
  extractFooter: optional(boolean()),
  /** Hours that a batch may take. Default 24. */
  timeoutHours: optional(number()),
})

/** What a target at Mistral can say beyond the request. */
export type MistralOptions = InferOutput<typeof options>

/** The options of a target, checked before. */
export const optionsOf = ({ target }: Pick<Context, 'target'>): MistralOptions =>
  (target.options ?? {}) as MistralOptions
