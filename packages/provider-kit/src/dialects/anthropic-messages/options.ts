import {
  array,
  boolean,
  looseObject,
  nullable,
  optional,
  picklist,
  pipe,
  readonly,
  record,
  strictObject,
  string,
  union,
} from 'valibot'
import type { Context } from '@llmrr/core'
import type { InferOutput, ObjectEntries } from 'valibot'

const names = pipe(array(string()), readonly())
const words = looseObject({})

const toolOptions = strictObject({
  /** The model finds the tool by a tool search instead of being told of it. */
  deferLoading: optional(boolean()),
  /** Arguments come as they are written, and may not be JSON when they are cut. */
  eagerInputStreaming: optional(boolean()),
  /** Who may call it: `direct`, or a version of code execution. */
  allowedCallers: optional(names),
  /** Arguments as they might be. */
  inputExamples: optional(pipe(array(looseObject({})), readonly())),
})

/** Options of a target that this dialect understands, for a provider's schema: `strictObject({ ...messagesOptions })`. */
export const messagesOptions = {
  /**
   * Tools that Anthropic defines, by name (`web_search`, `web_fetch`, `code_execution`, `tool_search_tool_bm25`,
   * `tool_search_tool_regex`, `memory`, `bash`, `text_editor`) or in the service's words (`{ type: 'web_search_20260318',
   * max_uses: 3 }`, `{ type: 'advisor_20260301', model: '...' }`). The service runs its own ones; calls of `memory`, `bash`,
   * `text_editor` and `computer_*` come as ordinary tool calls.
   */
  tools: optional(pipe(array(union([string(), looseObject({ type: string() })])), readonly())),
  /** What only Claude knows of the caller's tools, by their names. */
  toolOptions: optional(record(string(), toolOptions)),
  /** MCP servers in the service's words (`{ type: 'url', name, url, authorization_token }`); all of their tools are offered. */
  mcpServers: optional(pipe(array(looseObject({ name: string() })), readonly())),
  /** Goes over what `reasoning` asks for, in the service's words: `{ type: 'between_tools' }`. */
  thinking: optional(looseObject({ type: string() })),
  /** Effort of the whole answer without asking for thinking. */
  effort: optional(picklist(['low', 'medium', 'high', 'xhigh', 'max'])),
  /** Asks for citations into `source` parts of the request. Default `false`. */
  citeSources: optional(boolean()),
  /** Where code is run, and with which skills. Default: the container of the conversation, as long as it lives. */
  container: optional(union([string(), words])),
  /** What to clear from the context, in the service's words. */
  contextManagement: optional(words),
  /** Asks for a summary of the conversation instead of an answer. */
  compaction: optional(words),
  /** Models to fall back to at the service when it refuses, or `default`. */
  fallbacks: optional(union([string(), pipe(array(looseObject({})), readonly())])),
  /** State of the conversation that is held at the service. */
  thread: optional(words),
  /** Where it is computed: `us`, `global`. */
  inferenceGeo: optional(string()),
  /** `fast` costs twice as much. */
  speed: optional(picklist(['standard', 'fast'])),
  /** Id of an earlier answer (`null` for none): the reply then tells why its prompt was not cached. */
  previousMessageId: optional(nullable(string())),
  /** On behalf of whom the request is made. */
  userProfileId: optional(string()),
  /** Values of `anthropic-beta`, beside those that the request needs. */
  betas: optional(names),
} as const satisfies ObjectEntries

/** The options as values. */
export type MessagesOptions = InferOutput<ReturnType<typeof strictObject<typeof messagesOptions>>>

/** The options of the target that is asked. */
export const optionsOf = ({ target }: Pick<Context, 'target'>): MessagesOptions =>
  (target.options ?? {}) as MessagesOptions

/** Option to field of the body, where nothing else is to be done. */
export const optionFields = {
  thread: 'thread',
  compaction: 'compaction',
  contextManagement: 'context_management',
  fallbacks: 'fallbacks',
  inferenceGeo: 'inference_geo',
  speed: 'speed',
  mcpServers: 'mcp_servers',
} as const satisfies Partial<Record<keyof MessagesOptions, string>>
