import type { Loose } from '../http/loose.ts'
import type { Fields, Problem } from '../http/shape.ts'
import type { Call, Headers, Reply, Route, Service } from '../service.ts'
import type { State } from '../state.ts'

/** A service that speaks OpenAI's protocol, as data: what it is called, what it says when it refuses, and in what its answers differ. */
export interface Member {
  readonly slug: string
  readonly root: string
  readonly sdkRoot: string
  readonly key: string
  readonly env: Service['env']
  readonly words: Words
  readonly chat: ChatManner
  readonly headers: Service['headers']
  readonly ping: string
  /** Entries of the model list. */
  readonly models: readonly Loose[]
  /** The endpoints it has, each with the path below its root. */
  readonly routes: (member: Member) => readonly Route[]
}

/** A service's errors in its own words. */
export interface Words {
  problem(problem: Problem): Reply
  /** A rule that no table can say; `param` names the field. */
  refusal(message: string, param?: string | null, code?: string | null): Reply
  unknownModel(model: string): Reply
  wrongKey(given: string | undefined): Reply
  noRoute(method: string, path: string): Reply
  /** The usual body for a status; `code` chooses. */
  failure(status: number, code: string | undefined, requestId: string): Reply
}

/** In what a member's chat completions differ. Data first, then small functions; what is absent is as the comment says. */
export interface ChatManner {
  readonly fields: Fields
  /** Fields of one message. Default: anything goes. */
  readonly messageFields?: Fields
  /** Whether a tool call is streamed in one chunk; `last`: all of them in the chunk with the finish reason. Default `false`: piece by piece. */
  readonly wholeToolCalls?: boolean | 'last'
  /** Whether what is empty (content beside tool calls, a refusal, usage in a chunk) is there as `null`. Default `false`: it is left out. */
  readonly nullContent?: boolean
  /** What each chunk carries beside the choices: JSON fields, each with its comma. Default: nothing. */
  readonly chunkTail?: string
  /** Whether the chunk with the finish reason carries the usage as well as the one after it; `only`: no chunk follows. Default `false`. */
  readonly usageOnFinish?: boolean | 'only'
  /** Whether streams end with their last chunk, without `[DONE]`. Default `false`. */
  readonly endsSilently?: boolean
  /** How an answer ends whose call the caller has named. Default `stop`, as OpenAI says. */
  readonly namedCallEnds?: 'stop' | 'tool_calls'
  /** Field of a message, and of a delta, that holds shown reasoning. Default `reasoning`. */
  readonly reasoningField?: string
  /** Refuses what only this service, or this model, refuses. Default: nothing. */
  check?(call: Call): void
  /** What the service says to a prompt that is too long for the model. */
  tooLong(model: string, tokens: number): Reply | undefined
  /** Whether the model reasons, and whether its reasoning is shown. */
  reasoning(body: Loose): 'none' | 'counted' | 'shown' | 'tagged'
  /** A delta with shown reasoning, where it is more than `reasoningField`. */
  reasoningDelta?(body: Loose, text: string): Loose
  /** A message with shown reasoning, where it is more than `reasoningField`: the fields that change. */
  reasoned?(message: Loose, text: string): Loose
  completionId(state: State): string
  callId(state: State): string
  /** Fields beside the standard ones: on a reply, on the first chunk, on the last. Default: none. */
  extras?(call: Call, usage: Loose): ChatExtras
  /** Fields of usage beside the standard ones. Default: none. */
  usageExtras?(usage: Loose, reasoningTokens: number): Loose
  /** Events that report a failure inside a stream. */
  broken(code: string | undefined, requestId: string): readonly string[]
  /** The model's name in replies. Default: the one that was asked for. */
  snapshot?(model: string): string
}

/** Fields beside the standard ones. */
export interface ChatExtras {
  readonly reply?: Loose
  readonly first?: Loose
  readonly last?: Loose
}

/** Makes the service of a member. */
export function familyService(member: Member): Service {
  const { slug, root, sdkRoot, key, env, words, headers, ping } = member
  return {
    slug,
    root,
    sdkRoot,
    key,
    env,
    headers,
    ping,
    routes: member.routes(member).map((route) => ({ ...route, path: root + route.path })),
    authenticate: (given: Headers, expected: string) => {
      const bearer = /^Bearer (.*)$/iu.exec(given.authorization ?? '')?.[1]
      return bearer === expected ? undefined : words.wrongKey(bearer)
    },
    failure: (status, code, requestId) => words.failure(status, code, requestId),
    noRoute: (method, path) => words.noRoute(method, path),
  }
}

/** Ids that no service has: the services answer these as models that do not exist. */
export const isUnknownModel = (model: string): boolean => /non-?existent|does-not-exist/u.test(model)
