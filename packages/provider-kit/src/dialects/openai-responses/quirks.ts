import { allEfforts } from '../../reasoning-effort.ts'
import { readUsage } from './usage.ts'
import type { Context, ReasoningEffort, ResolvedChatRequest, Usage } from '@llmrr/core'
import type { WireBody, WireItem, WireResponse } from './wire.ts'
import type { Without } from '../openai-chat/request.ts'

/** What a model takes, where the models of a service differ. */
export interface ResponsesModel {
  /** The efforts of reasoning that it accepts, weakest first. Empty: it does not reason. */
  readonly efforts: readonly ReasoningEffort[]
  /** The effort that it uses when none is asked for. */
  readonly defaultEffort?: ReasoningEffort
  /** Whether it takes `temperature`, `topP` and `logprobs`; `unreasoned`: only while its effort is `none`. */
  readonly sampling: 'always' | 'never' | 'unreasoned'
  /** How a prompt cache is asked for: marks and lifetimes, one longer lifetime, or not at all (it works by itself). */
  readonly cache: 'breakpoints' | 'retention' | 'automatic'
  /** Whether it hands out its reasoning encrypted. Asking a model that does not is refused. */
  readonly encryptsReasoning: boolean
}

/** Everything in which two services speaking this dialect may differ. Plain data first, functions last. */
export interface ResponsesQuirks {
  /** Where answers are asked for. Default `/responses`. */
  readonly path: string | ((context: Context) => string)
  /** Role of system messages that do not come first. Default `developer`. */
  readonly systemRole: 'developer' | 'system'
  /** Whether answers are kept at the service when no option says so and nothing needs it. Default `false`. */
  readonly store: boolean | undefined
  /** What `include` asks for when a hosted tool of this type is used, so that its results come with the answer. Default: OpenAI's tools. */
  readonly includes: Readonly<Record<string, string>>
  /** Request fields that the service refuses or does not know, since few of those who speak the dialect have all of OpenAI's. Default: none. */
  readonly without?: Without
  /** What a model takes. Default: every effort, sampling always, a cache that works by itself. */
  model(model: string): ResponsesModel
  /** The last word on the request: options of the target, and what only this service wants otherwise. Default: as it is. */
  readonly body?: (body: WireBody, request: ResolvedChatRequest, context: Context) => WireBody
  /** Whether the service has run a call itself that comes in the form of a caller's custom tool. Default: never. */
  readonly isHosted?: (call: WireItem) => boolean
  /** The meters of an answer. Default: the tokens, and what OpenAI's hosted tools took. */
  readUsage(response: WireResponse): Usage | undefined
  /** What the service says that the answer cost, in United States dollars. Default: nothing. */
  readonly readCost?: (response: WireResponse) => number | null | undefined
}

const anything: ResponsesModel = {
  efforts: allEfforts,
  sampling: 'always',
  cache: 'automatic',
  encryptsReasoning: false,
}

/** OpenAI's own ways, except that nothing is assumed of a model. */
export const responsesDefaults: ResponsesQuirks = {
  path: '/responses',
  systemRole: 'developer',
  store: false,
  includes: {
    web_search: 'web_search_call.action.sources',
    file_search: 'file_search_call.results',
    code_interpreter: 'code_interpreter_call.outputs',
  },
  model: () => anything,
  readUsage: ({ usage, tool_usage: tools }) => readUsage(usage, tools),
}
