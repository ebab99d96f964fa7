import {
  array,
  boolean,
  integer,
  looseObject,
  minValue,
  number,
  optional,
  picklist,
  pipe,
  readonly,
  regex,
  strictObject,
  string,
  union,
} from 'valibot'
import type { Context } from '@llmrr/core'
import type { InferOutput } from 'valibot'

const names = optional(pipe(array(string()), readonly()))
const day = optional(pipe(string(), regex(/^\d{4}-\d\d-\d\d$/, 'must be YYYY-MM-DD')))
const count = optional(pipe(number(), integer(), minValue(1)))

/** Where is searched, for `llm.search`, for the tool `web_search` and for Sonar alike. */
const search = strictObject({
  /** The only domains, or with a leading `-` those that are left out; about 20. */
  domains: names,
  /** ISO 639-1. */
  languages: names,
  recency: optional(picklist(['hour', 'day', 'week', 'month', 'year'])),
  /** Published from this day on, `YYYY-MM-DD`. */
  after: day,
  before: day,
  /** Changed from this day on. */
  updatedAfter: day,
  updatedBefore: day,
  /** How much of the pages is read. */
  contextSize: optional(picklist(['low', 'medium', 'high'])),
  /** Tokens of all pages together, and of each. Not of Sonar. */
  maxTokens: count,
  maxTokensPerPage: count,
  /** Which pages: all, papers, or filings with the SEC. Not of the tool. */
  mode: optional(picklist(['web', 'academic', 'sec'])),
  /** `web` or `people` for `llm.search`; `fast`, `pro` or `auto` for Sonar. Not of the tool. */
  type: optional(picklist(['web', 'people', 'fast', 'pro', 'auto'])),
  /** ISO 3166-1 alpha-2. */
  country: optional(string()),
  /** Of the tool and of Sonar. */
  region: optional(string()),
  city: optional(string()),
  latitude: optional(number()),
  longitude: optional(number()),
})

/** What is known of where to search. */
export type SearchOptions = InferOutput<typeof search>

/** The options of a target at Perplexity. */
export const options = strictObject({
  /** Over which API chats go. Default: Sonar's for ids that begin with `sonar`, else the Agent API. */
  api: optional(picklist(['agent', 'sonar'])),
  search: optional(search),

  /** Tools that the service runs: `web_search`, `fetch_url`, `people_search`, `finance_search`, `sandbox` by name, or any in the service's words. Agent. */
  tools: optional(pipe(array(union([string(), looseObject({ type: string() })])), readonly())),
  /** Models that are tried one after the other, five at most, instead of the target's own. Agent. */
  models: names,
  /** A ready-made set of model, search and tools, with the target's own model in it. A target whose model is `fast`, say, needs no more. Agent. */
  preset: optional(string()),
  /** What the service calls presets, for an account that knows them by their newer name. Default `preset`. Agent. */
  presetField: optional(picklist(['preset', 'effort'])),
  /** A saved configuration of the organisation. Agent. */
  profile: optional(strictObject({ id: string(), version: optional(string()) })),
  /** How many rounds of tools there may be. Agent. */
  maxSteps: count,
  /** Builtin, saved or inline skills in the service's words. Agent. */
  skills: optional(pipe(array(looseObject({ type: string() })), readonly())),
  /** Goes on from a stored answer. Agent. */
  previousResponseId: optional(string()),
  /** Whether the answer is kept. Default: the service's. Agent. */
  store: optional(boolean()),
  /** Lets the service work on without a connection; the answer is asked for until it is there. Agent. */
  background: optional(boolean()),
  /** Language of the answer, ISO 639-1. */
  languagePreference: optional(string()),

  /** Answers without a search. Sonar. */
  disableSearch: optional(boolean()),
  /** Lets a classifier decide whether to search. Sonar. */
  enableSearchClassifier: optional(boolean()),
  numSearchResults: count,
  /** Questions that follow, as the part `x-related-questions`. Sonar. */
  returnRelatedQuestions: optional(boolean()),
  /** Pictures that were found, as media. Sonar. */
  returnImages: optional(boolean()),
  numImages: count,
  imageDomainFilter: names,
  imageFormatFilter: names,
  safeSearch: optional(boolean()),
  /** Holds the answer to a regular expression. A schema of the request goes first. Sonar. */
  regex: optional(string()),

  /** How vectors come: as integers from -128 to 127 (the default), or as bits, each 0 or 1. */
  encoding: optional(picklist(['int8', 'binary'])),
})

/** What a target at Perplexity can say beyond the request. */
export type PerplexityOptions = InferOutput<typeof options>

/** The options of a target, checked before. */
export const optionsOf = ({ target }: Pick<Context, 'target'>): PerplexityOptions =>
  (target.options ?? {}) as PerplexityOptions
