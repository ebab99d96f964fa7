import { answerJson, answerText } from '../recording.ts'
import { failed, joined, parsed, unitsOf } from './reply.ts'
import { toldByChat } from '../facts.ts'
import { given, ownTools, plain, rest } from './request.ts'
import { modelList } from './models.ts'
import { posts, rounded, smallFormat } from './small.ts'
import type { Bag } from './request.ts'
import type { Facts, Format, Intent } from '../format.ts'
import type { Message, Part } from '@llmrr/core'
import type { Recording } from '../recording.ts'

const names = {
  maxOutputTokens: 'num_predict',
  temperature: 'temperature',
  topP: 'top_p',
  topK: 'top_k',
  seed: 'seed',
  stop: 'stop',
  frequencyPenalty: 'frequency_penalty',
  presencePenalty: 'presence_penalty',
}

// Calls had no ids before: results follow in their order.
function messagesOf(sent: readonly Bag[]): Message[] {
  let waiting: string[] = []
  let made = 0
  return sent.map(
    ({ role, content, thinking, images, tool_calls: calls, tool_name: name, tool_call_id: id }): Message => {
      if (role === 'tool')
        return {
          role,
          content: [
            { type: 'tool-result', id: id ?? waiting.shift() ?? 'none', name: name ?? 'tool', output: content },
          ],
        }
      const parts: Part[] = [
        ...(thinking ? [{ type: 'reasoning', text: thinking } as const] : []),
        ...(content ? [{ type: 'text', text: content } as const] : []),
        ...((images ?? []) as string[]).map((data) => ({ type: 'media', mediaType: 'image/png', data }) as const),
        ...((calls ?? []) as Bag[]).map(
          (call) =>
            ({
              type: 'tool-call',
              id: call['id'] ?? `made_${made++}`,
              name: call['function'].name,
              input: call['function'].arguments ?? {},
            }) as const,
        ),
      ]
      if (role === 'assistant') waiting = parts.flatMap((part) => (part.type === 'tool-call' ? [part.id] : []))
      return { role, content: parts.length > 0 ? parts : '' }
    },
  )
}

const common = ['model', 'stream', 'options', 'format', 'think', 'truncate', 'keep_alive']
const reasoningOf = (think: unknown): unknown => (think === false ? 'none' : think === true ? 'high' : think)

/** What both kinds of request share. */
function shared(sent: Bag, read: readonly string[]): { request: Bag; more: Bag } {
  const { options = {}, format, keep_alive: keepAlive } = sent
  const parameters = rest(options, names, 'num_ctx')
  return {
    request: {
      ...plain(options, names),
      ...given({ output: typeof format === 'object' ? format : undefined }),
    },
    more: {
      ...rest(sent, {}, ...common, ...read),
      ...(keepAlive !== null && { keep_alive: keepAlive }),
      ...(options.num_ctx && { context_window: options.num_ctx }),
      ...(Object.keys(parameters).length > 0 && { parameters }),
      ...(format === 'json' && { format }),
    },
  }
}

function readChat(sent: Bag): Intent {
  const { request, more } = shared(sent, ['messages', 'tools'])
  const tools = ((sent['tools'] ?? []) as Bag[]).map((tool) => tool['function'])
  return {
    model: sent['model'],
    // The server streams unless it is told not to.
    stream: sent['stream'] !== false,
    request: {
      messages: messagesOf(sent['messages']),
      ...request,
      ...given({ tools: ownTools(tools, 'parameters'), reasoning: reasoningOf(sent['think']) }),
    },
    rest: more,
  }
}

const empty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  (typeof value === 'object' && Object.keys(value).length === 0)
const filled = (bag: Bag): Bag => Object.fromEntries(Object.entries(bag).filter(([, value]) => !empty(value)))

/** Ids of calls and their type may be left out; empty fields say nothing; nothing is cut unless it is said. */
export function foldOllama({ messages, tools, truncate: _, ...body }: Bag): Bag {
  return filled({
    ...body,
    stream: body['stream'] !== false,
    messages: messages?.map(({ tool_call_id: _id, tool_calls: calls, tool_name: name, ...message }: Bag) => ({
      ...message,
      content: message['content'] ?? '',
      // One recorder leaves the name out.
      ...(name && name !== 'tool' && { tool_name: name }),
      ...(calls?.length && {
        tool_calls: calls.map(({ function: called }: Bag) => ({ name: called.name, arguments: called.arguments })),
      }),
    })),
    tools: tools?.map(({ type, function: tool }: Bag) => ({ type, function: filled(tool) })),
  })
}

const stops: Bag = { stop: 'stop', length: 'length' }

function said(recording: Recording): Facts {
  const units = unitsOf(recording)
  const trouble = units.find((unit) => unit['error'] !== undefined)
  if (recording.status >= 400 || trouble)
    return failed(recording, trouble?.['error'] ?? answerJson(recording) ?? answerText(recording))
  const end = units.findLast((unit) => unit['done']) ?? {}
  const calls = units.flatMap((unit) => (unit['message']?.tool_calls ?? []) as Bag[])
  const total = (end['prompt_eval_count'] ?? 0) + (end['eval_count'] ?? 0)
  return {
    text: joined(units, (unit) => unit['message']?.content ?? unit['response']),
    reasoning: joined(units, (unit) => unit['message']?.thinking ?? unit['thinking']),
    toolCalls: calls.map(({ function: called }) => ({
      name: called.name,
      input: typeof called.arguments === 'string' ? parsed(called.arguments) : called.arguments,
    })),
    finish: calls.length > 0 ? 'tool-calls' : (stops[end['done_reason'] ?? 'stop'] ?? 'other'),
    total: total || undefined,
  }
}

/** The wire formats of Ollama's own protocol. */
export const ollamaFormats: readonly Format[] = [
  {
    name: 'ollama-chat',
    capability: 'chat',
    matches: (recording) => posts(recording, /\/api\/chat$/),
    intent: readChat,
    unrecorded: { prompt: 'Hello' },
    fold: foldOllama,
    said,
    told: toldByChat,
  },
  {
    name: 'ollama-generate',
    capability: 'complete',
    matches: (recording) => posts(recording, /\/api\/generate$/),
    intent: (sent) => {
      const { raw, system, template, context, images, ...others } = sent as Bag
      const { request, more } = shared(others, ['prompt', 'suffix'])
      return {
        model: others['model'],
        stream: others['stream'] !== false,
        request: { ...request, ...given({ prompt: others['prompt'], suffix: others['suffix'] }) },
        // Empty fields of one client.
        rest: { ...more, ...filled({ raw_prompt: raw, system, template, context, images }) },
      }
    },
    unrecorded: { prompt: 'Hello' },
    fold: ({ raw, ...body }) => foldOllama({ ...body, raw: raw === true || undefined }),
    said,
    told: toldByChat,
  },
  smallFormat({
    name: 'ollama-embed',
    capability: 'embed',
    at: /^POST .*\/api\/embed$/,
    intent: ({ model, input, dimensions, truncate, ...more }) => ({
      model,
      request: given({ input, dimensions, truncate: truncate === undefined ? undefined : truncate ? 'end' : 'never' }),
      rest: more,
    }),
    unrecorded: { input: 'Hello' },
    theirs: ({ embeddings, prompt_eval_count: total }) => ({ vectors: embeddings.map(rounded), total }),
    ours: ({ embeddings }) => ({ vectors: embeddings.map(rounded) }),
  }),
  modelList({
    name: 'ollama-tags',
    at: /\/api\/tags$/,
    theirs: ({ models }) => models.map(({ name }: Bag) => name),
  }),
]
