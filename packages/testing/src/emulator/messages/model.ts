import { isUnknownModel } from '../family/member.ts'

/** What a model takes, read from its id. */
export interface ModelFacts {
  readonly known: boolean
  readonly sampling: boolean
  /** Whether temperature and top_p exclude each other. */
  readonly oneOfBoth: boolean
  readonly enabledThinking: boolean
  readonly adaptiveThinking: boolean
  readonly thinkingAlways: boolean
  readonly thinkingByDefault: boolean
  readonly effort: boolean
  readonly prefill: boolean
  readonly maxTokens: number
  /** Tokens of the longest prompt. */
  readonly window: number
  /** Tokens below which nothing is cached. */
  readonly cacheFrom: number
}

/** Facts of a model id such as `claude-haiku-4-5-20251001`; an id of no known form counts as a current model. */
export function factsOf(model: string): ModelFacts {
  const [, name = '', major = '9', minor = '0'] =
    /^claude-([a-z]+)-(\d+)(?:-(\d{1,2}))?(?:-\d{8}|$|-)/u.exec(model) ??
    /^claude-()(\d)(?:-(\d))?-[a-z]/u.exec(model) ??
    []
  const version = Number(major) + Number(minor) / 10
  // From the fourth generation on the name comes before the number.
  const swapped = /^claude-[4-9]/u.test(model)
  return {
    known: !isUnknownModel(model) && !swapped,
    sampling: version < 4.7,
    oneOfBoth: version >= 4.1 && version < 4.7,
    enabledThinking: version >= 3.7 && version < 4.7,
    adaptiveThinking: version >= 4.6,
    thinkingAlways: name === 'fable' || (name === 'opus' && version >= 5.5),
    thinkingByDefault: name === 'fable' || (version >= 5 && name !== 'haiku'),
    effort: version >= 4.6 || (name === 'opus' && version >= 4.5),
    prefill: version < 4.6,
    maxTokens: version >= 4.6 ? 128_000 : version >= 3.7 ? 64_000 : version >= 3.5 ? 8192 : 4096,
    window: version >= 4.6 ? 1_000_000 : 200_000,
    cacheFrom:
      name === 'haiku' && version < 5
        ? 4096
        : version >= 5 && name !== 'sonnet'
          ? 512
          : version >= 4.5 && version < 4.7 && name === 'opus'
            ? 4096
            : 1024,
  }
}
