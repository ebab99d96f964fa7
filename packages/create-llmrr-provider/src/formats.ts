/** A wire format: its template, and what a provider over it can be given. */
export interface Format {
  /** As it is asked for. */
  readonly title: string
  /** Capabilities that may be chosen beside `chat`, each a file or a region of the template. */
  readonly capabilities: readonly string[]
  /** What is chosen unless something else is said. */
  readonly usual: readonly string[]
}

/** The wire formats, by the names of their templates. */
export const formats = {
  'openai-compatible': {
    title: 'OpenAI-compatible: Chat Completions, as many services speak it',
    capabilities: ['models', 'embed', 'rerank', 'moderate', 'image', 'speech', 'transcribe'],
    usual: ['models'],
  },
  'anthropic-style': {
    title: 'Anthropic-style: Messages, as Claude and some others speak it',
    capabilities: ['models', 'countTokens'],
    usual: ['models'],
  },
  'own-streaming': {
    title: 'A format of its own that streams: server-sent events or lines of JSON',
    capabilities: ['models', 'embed'],
    usual: ['models'],
  },
  'own-jobs': {
    title: 'A format of its own made of jobs: begin, look until it is done',
    capabilities: ['models', 'image', 'video'],
    usual: ['models'],
  },
} as const satisfies Readonly<Record<string, Format>>

/** Name of a wire format. */
export type FormatName = keyof typeof formats

/** Whether there is a wire format of that name. */
export const isFormat = (name: string): name is FormatName => Object.hasOwn(formats, name)
