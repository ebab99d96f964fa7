import { seal } from '../brain/seal.ts'
import { pieces } from '../brain/tokens.ts'
import type { Ask, Citation, Thought } from '../brain/types.ts'
import type { Loose } from '../http/loose.ts'
import type { Call } from '../service.ts'
import { redactedPrefix, signaturePrefix, thinkingScope } from './turns.ts'

/** A content block of the answer, with its text in pieces as it is streamed. */
export interface Written {
  readonly block: Loose
  readonly pieces: readonly string[]
}

// Said by a user, it makes the service hide its thinking; documented for tests.
const magic =
  'ANTHROPIC_MAGIC_STRING_TRIGGER_REDACTED_THINKING_46C9A13E193C177646C7398A98432ECCCE4C1253D5E2D82641AC0E52CC2876CB'

/** The content blocks of an answer. */
export function blocksOf(thought: Thought, ask: Ask, { body, state }: Call): Written[] {
  const written: Written[] = []
  if (thought.reasoning.length > 0) written.push(thinkingOf(thought, ask, body))
  for (const { query, results } of thought.searches) {
    const id = state.id('srvtoolu_01', 22)
    written.push({
      block: { type: 'server_tool_use', id, name: 'web_search', input: { query } },
      pieces: pieces(JSON.stringify({ query })),
    })
    const found = results.map(({ url, title, text }) => ({
      type: 'web_search_result',
      url,
      title,
      encrypted_content: seal('anthropic-search', text, 'EqgB'),
      page_age: null,
    }))
    written.push({
      block: { type: 'web_search_tool_result', tool_use_id: id, content: found, caller: { type: 'direct' } },
      pieces: [],
    })
  }
  const said = thought.refusal === undefined ? thought : { ...thought, text: pieces(thought.refusal), citations: [] }
  written.push(...textOf(said, ask))
  for (const { id, name, input } of thought.calls) {
    const block = {
      type: 'tool_use',
      id: id ?? state.id('toolu_01', 22),
      name,
      input: parsed(input),
      caller: { type: 'direct' },
    }
    written.push({ block, pieces: input === '{}' ? [] : [input] })
  }
  return written
}

// What does not parse (cut by `max_tokens`) comes as an empty object in a reply, and as it is in a stream.
function parsed(input: string): unknown {
  try {
    return JSON.parse(input)
  } catch {
    return {}
  }
}

function thinkingOf({ reasoning }: Thought, ask: Ask, { thinking }: Loose): Written {
  const text = reasoning.join('')
  if (ask.messages.some((message) => message.text.includes(magic))) {
    return { block: { type: 'redacted_thinking', data: seal(thinkingScope, text, redactedPrefix) }, pieces: [] }
  }
  const shown = thinking?.display === 'omitted' ? '' : text
  const signature = seal(thinkingScope, JSON.stringify([shown, text]), signaturePrefix)
  return { block: { type: 'thinking', thinking: shown, signature }, pieces: shown === '' ? [''] : reasoning }
}

// Cited text stands in a block of its own.
function* textOf(thought: Thought, ask: Ask): Iterable<Written> {
  const { text, citations } = thought
  let at = 0
  for (const citation of citations) {
    if (citation.from > at) yield plain(text.slice(at, citation.from))
    const cited = text.slice(citation.from, citation.to)
    yield {
      block: { citations: [locationOf(citation, thought, ask)], type: 'text', text: cited.join('') },
      pieces: cited,
    }
    at = citation.to
  }
  if (at < text.length) yield plain(text.slice(at))
}

const plain = (text: readonly string[]): Written => ({ block: { type: 'text', text: text.join('') }, pieces: text })

function locationOf({ document, result, quote }: Citation, { searches }: Thought, { documents }: Ask): Loose {
  if (result !== undefined) {
    const { url, title } = searches[0]!.results[result]!
    return {
      type: 'web_search_result_location',
      cited_text: quote,
      url,
      title,
      encrypted_index: seal('anthropic-search', url, 'Eo8B'),
    }
  }
  const { title, pages } = documents[document!]!
  const head = { cited_text: quote, document_index: document, document_title: title }
  return pages
    ? { type: 'page_location', ...head, start_page_number: 1, end_page_number: 2 }
    : { type: 'char_location', ...head, start_char_index: 0, end_char_index: quote.length }
}
