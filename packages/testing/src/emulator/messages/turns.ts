import { unseal } from '../brain/seal.ts'
import type { Loose } from '../http/loose.ts'
import { inspect } from '../http/shape.ts'
import { blockFields, ownBlocks } from './fields.ts'
import type { ModelFacts } from './model.ts'
import { sayProblem } from './words.ts'

type Say = (text: string) => never

/** Scope and prefixes under which thinking is sealed. */
export const thinkingScope = 'anthropic-thinking'
/** See {@link thinkingScope}. */
export const signaturePrefix = 'EqEmu'
/** See {@link thinkingScope}. */
export const redactedPrefix = 'EmwKA'

/** Refuses conversations that the service refuses. */
export function checkTurns(body: Loose, facts: ModelFacts, version: string, say: Say): void {
  const messages: Loose[] = body.messages
  if (messages.length === 0) say('messages: at least one message is required')
  if (Array.isArray(body.system)) checkBlocks(body.system, 'system', 'system', version, say)
  for (const [i, { role, content }] of messages.entries()) {
    if (role !== 'user' && role !== 'assistant' && role !== 'system')
      say(`messages.${i}.role: Input should be 'user' or 'assistant'`)
    if (content == null) say(`messages.${i}.content: Field required`)
    if (typeof content !== 'string' && !Array.isArray(content))
      say(`messages.${i}.content: Input should be a valid list`)
    if (content.length === 0 && !(role === 'assistant' && i === messages.length - 1)) {
      say(`messages.${i}: all messages must have non-empty content except for the optional final assistant message`)
    }
    if (Array.isArray(content)) checkBlocks(content, `messages.${i}.content`, role, version, say)
  }
  if (messages[0]!.role !== 'user') say('messages: first message must use the "user" role')
  checkTools(messages, say)
  checkEnd(body, messages, facts, say)
}

function checkBlocks(blocks: Loose[], at: string, role: string, version: string, say: Say): void {
  for (const [i, block] of blocks.entries()) {
    const path = `${at}.${i}`
    const fields = blockFields[block?.type]
    if (!fields && !ownBlocks.test(block?.type ?? '')) {
      say(
        `${path}: Input tag '${block?.type}' found using 'type' does not match any of the expected tags: ${Object.keys(
          blockFields,
        )
          .map((type) => `'${type}'`)
          .join(', ')}`,
      )
    }
    const problem = fields && inspect(block, fields, [...path.split('.'), block.type])
    if (problem) say(sayProblem(problem))
    if (block.type === 'text' && block.text === '') say(`${at.split('.')[0]}: text content blocks must be non-empty`)
    if (block.type === 'text' && role === 'assistant' && blocks.length === 1 && block.text.trim() === '') {
      say('messages: text content blocks must contain non-whitespace text')
    }
    if (version === '2026-10-21' && role === 'assistant' && block.type === 'document')
      say(`${path}: document blocks are not permitted in assistant messages`)
    if (version === '2026-10-21' && role === 'user' && block.type === 'text' && block.citations?.length) {
      say(`${path}.text.citations: citations are not permitted in user messages`)
    }
    if (block.type === 'image' || block.type === 'document') checkSource(block, path, say)
    if (block.type === 'thinking') checkThinking(block, path, say)
    if (block.type === 'redacted_thinking' && unseal(thinkingScope, block.data, redactedPrefix) === undefined) {
      say(`${path}: Invalid \`data\` in \`redacted_thinking\` block`)
    }
    if (block.type === 'tool_result' && Array.isArray(block.content))
      checkBlocks(block.content, `${path}.tool_result.content`, role, version, say)
  }
}

function checkThinking({ thinking, signature }: Loose, path: string, say: Say): void {
  const sealed = unseal(thinkingScope, signature, signaturePrefix)
  if (sealed === undefined) say(`${path}: Invalid \`signature\` in \`thinking\` block`)
  if (JSON.parse(sealed!)[0] === thinking) return
  say(
    `${path}: \`thinking\` or \`redacted_thinking\` blocks in the latest assistant message cannot be modified. These blocks must remain as they were in the original response.`,
  )
}

const pictures = ['image/jpeg', 'image/png', 'image/gif', 'image/webp']

function checkSource({ type, source }: Loose, path: string, say: Say): void {
  const known = type === 'image' ? ['base64', 'url', 'file'] : ['base64', 'text', 'url', 'content', 'file']
  if (!known.includes(source.type))
    say(
      `${path}.${type}.source: Input tag '${source.type}' found using 'type' does not match any of the expected tags: ${known.map((one) => `'${one}'`).join(', ')}`,
    )
  if (source.type !== 'base64') return
  const types = type === 'image' ? pictures : ['application/pdf']
  if (!types.includes(source.media_type))
    say(`${path}.${type}.source.base64.media_type: Input should be ${types.map((one) => `'${one}'`).join(' or ')}`)
  if (typeof source.data !== 'string' || source.data === '' || !/^[\w+/]*=*$/u.test(source.data))
    say(`${path}.${type}.source.base64.data: invalid base64 data`)
}

const blocksOf = (message: Loose | undefined): Loose[] => (Array.isArray(message?.content) ? message.content : [])

const idsOf = (message: Loose | undefined, type: string, field: string): Set<string> =>
  new Set(
    blocksOf(message)
      .filter((block) => block.type === type)
      .map((block) => block[field]),
  )

function checkTools(messages: Loose[], say: Say): void {
  for (const [i, message] of messages.entries()) {
    const results = blocksOf(message).filter(({ type }) => type === 'tool_result')
    const before = idsOf(messages[i - 1], 'tool_use', 'id')
    const stray = results.find(({ tool_use_id: id }) => !before.has(id))
    if (stray) {
      say(
        `messages.${i}.content.${blocksOf(message).indexOf(stray)}: unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${stray.tool_use_id}. Each \`tool_result\` block must have a corresponding \`tool_use\` block in the previous message.`,
      )
    }
    if (message.role !== 'assistant' || i === messages.length - 1) continue
    const answered = idsOf(messages[i + 1], 'tool_result', 'tool_use_id')
    const open = [...idsOf(message, 'tool_use', 'id')].filter((id) => !answered.has(id))
    if (open.length > 0) {
      say(
        `messages.${i}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${open.join(', ')}. Each \`tool_use\` block must have a corresponding \`tool_result\` block in the next message.`,
      )
    }
  }
}

function checkEnd({ thinking }: Loose, messages: Loose[], facts: ModelFacts, say: Say): void {
  const last = messages.at(-1)!
  const enabled = thinking?.type === 'enabled'
  if (last.role === 'assistant') {
    if (!facts.prefill)
      say('This model does not support assistant message prefill. The conversation must end with a user message.')
    const text = typeof last.content === 'string' ? last.content : (blocksOf(last).at(-1)?.text ?? '')
    if (text !== text.trimEnd()) say('messages: final assistant content cannot end with trailing whitespace')
    return
  }
  if (!enabled || !blocksOf(last).some(({ type }) => type === 'tool_result')) return
  const at = messages.length - 2
  const first = blocksOf(messages[at])[0]?.type
  if (first === 'thinking' || first === 'redacted_thinking') return
  say(
    `messages.${at}.content.0.type: Expected \`thinking\` or \`redacted_thinking\`, but found \`${first}\`. When \`thinking\` is enabled, a final \`assistant\` message must start with a thinking block (preceeding the lastmost set of \`tool_use\` and \`tool_result\` blocks).`,
  )
}
