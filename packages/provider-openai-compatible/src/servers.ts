import type { OpenAIChatQuirks } from '@llmrr/provider-kit'

/** In what a server differs from OpenAI. Everything may be left out. */
export interface ServerManner {
  /** Where it listens when it was started without further words. */
  readonly baseURL?: string
  /** Variable of the environment that its own tools read a key from, beside `OPENAI_COMPATIBLE_API_KEY`. */
  readonly keyVariable?: string
  /** Field that bounds the length of an answer. Default `max_tokens`, which all know. */
  readonly maxTokensField?: 'max_tokens' | 'max_completion_tokens'
  /** What `output` can be asked for: a schema that is kept, JSON of any shape, or nothing but words. Default `json-schema`. */
  readonly structuredOutput?: 'json-schema' | 'json-object' | 'none'
  /** Whether tools can be `strict`. Default `true`. */
  readonly strictTools?: boolean
  /** How pictures may be sent: as data and by address, as data alone, or not at all. Default `url`. */
  readonly images?: 'url' | 'data' | 'none'
  /**
   * How reasoning is asked for: by `reasoning_effort`, by switching the chat template's `enable_thinking` (an effort is sent
   * beside it, for templates that have several), or not at all. Default `effort`.
   */
  readonly reasoning?: 'effort' | 'template' | 'none'
  /** Field of an assistant message that takes its earlier reasoning back, or `none`: it is left out. Default `reasoning_content`. */
  readonly reasoningField?: 'reasoning_content' | 'reasoning' | 'none'
  /** Whether all system messages are joined into the first, for templates that take only one. Default `false`. */
  readonly joinSystem?: boolean
  /** Whether a stream may be asked for its usage. Default `true`. */
  readonly streamUsage?: boolean
  /** Field of the penalty on repetition. Default `repetition_penalty`. */
  readonly repetitionField?: 'repetition_penalty' | 'repeat_penalty'
  /** Field that takes a grammar. Default: none, the option is warned of. */
  readonly grammarField?: 'grammar' | 'structured_outputs'
  /** Request fields that it does not know, or drops in silence. They are warned of instead. */
  readonly without?: readonly string[]
}

const template = { reasoning: 'template', images: 'url' } as const
// Read by nobody: as of 2026-11-22 these servers take the fields and drop them.
const dropped = ['user', 'metadata', 'serviceTier', 'cache']

/** Known servers, as of 2026-11-22. */
export const servers = {
  'llama.cpp': {
    ...template,
    baseURL: 'http://127.0.0.1:8080/v1',
    repetitionField: 'repeat_penalty',
    grammarField: 'grammar',
    without: dropped,
  },
  vllm: { ...template, baseURL: 'http://localhost:8000/v1', grammarField: 'structured_outputs', without: dropped },
  sglang: { ...template, baseURL: 'http://localhost:30000/v1', without: dropped },
  'lm-studio': {
    baseURL: 'http://localhost:1234/v1',
    keyVariable: 'LM_API_TOKEN',
    images: 'data',
    repetitionField: 'repeat_penalty',
    without: dropped,
  },
  'mistral.rs': { baseURL: 'http://localhost:1234/v1', without: dropped },
  tgi: { baseURL: 'http://localhost:8080/v1', without: dropped },
  localai: { baseURL: 'http://localhost:8080/v1', grammarField: 'grammar', without: dropped },
  llamafile: {
    ...template,
    baseURL: 'http://localhost:8080/v1',
    repetitionField: 'repeat_penalty',
    grammarField: 'grammar',
    without: dropped,
  },
  koboldcpp: { baseURL: 'http://localhost:5001/v1', without: dropped },
  'text-generation-webui': { baseURL: 'http://localhost:5000/v1', without: dropped },
  jan: { baseURL: 'http://localhost:1337/v1', without: dropped },
  'docker-model-runner': { ...template, baseURL: 'http://localhost:12434/engines/v1', without: dropped },
} as const satisfies Readonly<Record<string, ServerManner>>

/** The name of a server that is known here. */
export type ServerName = keyof typeof servers

/** The plain data of a manner, in the words of the dialect. */
export const dialectOf = (manner: ServerManner): Partial<OpenAIChatQuirks> => ({
  maxTokensField: manner.maxTokensField ?? 'max_tokens',
  structuredOutput: manner.structuredOutput ?? 'json-schema',
  strictTools: manner.strictTools ?? true,
  streamUsage: manner.streamUsage ?? true,
  reasoningField: manner.reasoningField === 'none' ? undefined : (manner.reasoningField ?? 'reasoning_content'),
})
