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

/** In what a member's chat completions differ. Data first, then small functions. */
export interface ChatManner {
  readonly fields: Fields
  /** Fields of one message. Absent: anything goes. */
  readonly messageFields?: Fields
  /** Whether a tool call is streamed in one chunk, as Groq does; `last`: all of them in the chunk with the finish reason. */
  readonly wholeToolCalls: boolean | 'last'
  /** `content: null` beside tool calls; otherwise the field is left out. */
  readonly nullContent: boolean
  /** What each chunk carries beside the choices. */
  readonly chunkTail: string
  /** Whether the chunk with the finish reason carries the usage as well; `only`: no further chunk does. */
  readonly usageOnFinish: boolean | 'only'
  /** Whether streams end with their last chunk, without `[DONE]`. Default `false`. */
  readonly endsSilently?: boolean
  /** Field of a message that holds shown reasoning. Default `reasoning`. */
  readonly reasoningField?: string
  /** What a message is that has shown reasoning, where more than a field changes. Goes before `reasoningField`. */
  readonly reasoned?: (message: Loose, reasoning: string) => Loose
  /** How an answer ends whose call the caller has named. Default `stop`, as OpenAI says. */
  readonly namedCallEnds?: 'stop' | 'tool_calls'
  /** What the service says to a prompt that is too long for the model. */
  tooLong(model: string, tokens: number): Reply | undefined
  /** Refuses what only this service, or this model, refuses. */
  check(call: Call): void
  /** Whether the model reasons, and whether its reasoning is shown. */
  reasoning(body: Loose): 'none' | 'counted' | 'shown' | 'tagged'
  /** What a shown piece of reasoning looks like in a delta; in a message only `reasoningField` remains. */
  reasoningDelta(body: Loose, text: string): Loose
  completionId(state: State): string
  callId(state: State): string
  /** Fields beside the standard ones: on a reply, on the first chunk, on the last. */
  extras(call: Call, usage: Loose): { readonly reply: Loose; readonly first: Loose; readonly last: Loose }
  /** Fields of usage beside the standard ones. */
  usageExtras(usage: Loose, reasoningTokens: number): Loose
  /** Events that report a failure inside a stream. */
  broken(code: string | undefined, requestId: string): readonly string[]
  /** The model's name in replies, where it is not the one asked for. */
  snapshot(model: string): string
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
