import {
  anthropicMessages,
  chatDefaults,
  claudeTraits,
  eitherDialect,
  openaiChatDialect,
  openaiResponses,
} from '@llmrr/provider-kit'
import { failedHooks } from './guardrails.ts'
import { optionsOf } from './options.ts'
import type { Context, Handler, Json, Part, Reasoning } from '@llmrr/core'
import type { Http, OpenAIChatChunk, OpenAIChatQuirks, OpenAIChatUsage, OpenAIVendor } from '@llmrr/provider-kit'
import type { HookResults } from './guardrails.ts'

interface PortkeyChunk extends OpenAIChatChunk {
  readonly hook_results?: HookResults
}

/** A block of a translated answer, or a piece of one. */
interface Block {
  readonly thinking?: string
  readonly delta?: { readonly thinking?: string }
}

/** Anthropic's counts, which the gateway adds: its prompt may or may not hold what was cached; the total tells. */
function readUsage(chunk: OpenAIChatChunk): OpenAIChatUsage | null | undefined {
  const { usage } = chunk
  const read = usage?.['cache_read_input_tokens'] as number | undefined
  const written = usage?.['cache_creation_input_tokens'] as number | undefined
  if (!usage || (read ?? written) === undefined) return usage
  const { prompt_tokens: prompt, completion_tokens: completion, total_tokens: total } = usage
  const cached = (read ?? 0) + (written ?? 0)
  const isBeside = total === (prompt ?? 0) + (completion ?? 0) + cached
  return {
    ...usage,
    prompt_tokens: isBeside ? (prompt ?? 0) + cached : prompt,
    prompt_tokens_details: { cached_tokens: read, cache_write_tokens: written },
  }
}

/** A translated stream that fails says so as the reason for which it ended, and then says that it is done. */
function chunk(sent: OpenAIChatChunk): OpenAIChatChunk {
  const reason = sent.choices?.[0]?.finish_reason
  return reason?.endsWith('_error') ? { ...sent, error: { type: reason } } : sent
}

/** Thinking, as it comes where a target asks for more than OpenAI's form has. */
function thinkingIn(blocks: unknown): string | undefined {
  if (!Array.isArray(blocks)) return undefined
  return (blocks as readonly Block[]).map(({ thinking, delta }) => thinking ?? delta?.thinking ?? '').join('')
}

/** Claude's own field, which the gateway hands on as it is; it has none for an effort. */
function writeThinking(reasoning: Reasoning, context: Context): object {
  const { model } = context.target
  const { effort, tokens } = typeof reasoning === 'string' ? { effort: reasoning } : reasoning
  const { thinking, off } = claudeTraits(model)
  if (effort === 'none' || tokens === 0) return off ? { thinking: { type: off } } : {}
  const byBudget = thinking === 'budget' || (thinking === 'either' && tokens !== undefined)
  if (byBudget && tokens !== undefined) return { thinking: { type: 'enabled', budget_tokens: tokens } }
  if (thinking === 'none' || byBudget) {
    const why = byBudget ? 'thinks by a budget: name reasoning.tokens' : 'does not think'
    context.warn('reasoning', `${model} ${why}; it is left out.`)
    return {}
  }
  context.warn(
    tokens === undefined ? 'reasoning' : 'reasoning.tokens',
    `Over Chat Completions the gateway passes ${model} no measure of its thinking; api: 'messages' does.`,
  )
  return { thinking: { type: 'adaptive' } }
}

/** In what chat over Portkey differs from OpenAI's. */
export const quirks: Partial<OpenAIChatQuirks> = {
  // Services that are translated know this one; OpenAI's own are given the other by their models.
  maxTokensField: (model) =>
    /^(?:@[^/]+\/)?(?:gpt-|o\d|chatgpt)/.test(model) ? 'max_completion_tokens' : 'max_tokens',
  writeReasoning: (reasoning, context, efforts) =>
    /claude/.test(context.target.model)
      ? writeThinking(reasoning, context)
      : chatDefaults.writeReasoning(reasoning, context, efforts),
  chunk,
  readUsage,
  readReasoning: (delta) => thinkingIn(delta['content_blocks']) || chatDefaults.readReasoning(delta),
  readParts(_, sent) {
    const failed = failedHooks((sent as PortkeyChunk).hook_results)
    const part: Part = { type: 'x-guardrails', data: failed as Json }
    return failed.length > 0 ? [{ key: 'guardrails', part }] : []
  },
}

/** What guardrails found goes before a stream: it is put into the first chunk of the answer, where that of a whole reply is. */
function withHooks(dialect: ReturnType<typeof openaiChatDialect>): typeof dialect {
  return {
    ...dialect,
    reader(context, reply, request) {
      const reader = dialect.reader(context, reply, request)
      let hooks: HookResults | undefined
      return {
        ...reader,
        read(sent: PortkeyChunk) {
          if (sent.hook_results && !sent.choices) {
            hooks = sent.hook_results
            return []
          }
          if (!hooks) return reader.read(sent)
          const whole: PortkeyChunk = { ...sent, hook_results: hooks }
          hooks = undefined
          return reader.read(whole)
        },
      }
    },
  }
}

/** Chat over Chat Completions, which the gateway translates for every service, or over the API that a target asks for. */
export const portkeyChat = (http: Http, vendor: OpenAIVendor): Handler<'chat'> =>
  eitherDialect(
    http,
    {
      chat: withHooks(openaiChatDialect(vendor)),
      responses: openaiResponses({ store: undefined }),
      messages: anthropicMessages({ path: () => '/messages' }),
    },
    (target) => optionsOf({ target }).api ?? 'chat',
  )
