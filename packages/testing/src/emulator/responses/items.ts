import { imageOf } from '../brain/media.ts'
import { seal } from '../brain/seal.ts'
import type { Ask, Thought } from '../brain/types.ts'
import { annotationsOf, logprob } from '../family/chat-message.ts'
import type { Loose } from '../http/loose.ts'
import type { Call } from '../service.ts'
import { sealedPrefix, sealScope } from './check.ts'

/** The output items of an answer, complete. */
export function outputOf(thought: Thought, ask: Ask, { body, state }: Call): Loose[] {
  const items: Loose[] = []
  const include: string[] = body.include ?? []
  const done = { status: 'completed' }
  if (thought.reasoning.length > 0) {
    const text = thought.reasoning.join('')
    const shown = body.reasoning?.summary != null
    items.push({
      id: state.id('rs_', 50),
      type: 'reasoning',
      summary: shown ? [{ type: 'summary_text', text }] : [],
      ...(include.includes('reasoning.encrypted_content') && {
        encrypted_content: seal(sealScope, text, sealedPrefix),
      }),
    })
  }
  for (const { query, results } of thought.searches) {
    const sources = include.includes('web_search_call.action.sources') && {
      sources: results.map(({ url }) => ({ type: 'url', url })),
    }
    items.push({
      id: state.id('ws_', 50),
      type: 'web_search_call',
      ...done,
      action: { type: 'search', queries: [query], query, ...sources },
    })
  }
  if (ask.serverTools.includes('image_generation') && wantsPicture(ask, body))
    items.push(picture(ask, body, state.id('ig_', 50)))
  if (
    thought.text.length > 0 ||
    thought.refusal !== undefined ||
    (thought.calls.length === 0 && thought.finish !== 'length')
  ) {
    const status = thought.finish === 'length' ? 'incomplete' : 'completed'
    items.push({
      id: state.id('msg_', 50),
      type: 'message',
      status,
      content: [contentOf(thought, body)],
      role: 'assistant',
    })
  }
  for (const { id, name, input } of thought.calls) {
    const custom = (body.tools ?? []).some((tool: Loose) => tool.type === 'custom' && tool.name === name)
    const call_id = id ?? state.id('call_', 24)
    const status = thought.finish === 'length' ? 'incomplete' : 'completed'
    if (custom) items.push({ id: state.id('ctc_', 50), type: 'custom_tool_call', status, call_id, input, name })
    else items.push({ id: state.id('fc_', 50), type: 'function_call', status, arguments: input, call_id, name })
  }
  return items
}

function contentOf(thought: Thought, body: Loose): Loose {
  if (thought.refusal !== undefined) return { type: 'refusal', refusal: thought.refusal }
  const wanted = (body.include ?? []).includes('message.output_text.logprobs')
  const annotations = annotationsOf(thought).map(({ type, url_citation: facts }) => ({ type, ...facts }))
  const logprobs = wanted ? thought.text.map((piece) => logprob(piece, body.top_logprobs ?? 0)) : []
  return { type: 'output_text', annotations, logprobs, text: thought.text.join('') }
}

function wantsPicture(ask: Ask, { tool_choice: choice }: Loose): boolean {
  return (
    choice?.type === 'image_generation' ||
    choice === 'required' ||
    /\b(?:draw|image|picture|paint)\b/iu.test(ask.messages.at(-1)?.text ?? '')
  )
}

function picture(ask: Ask, { tools }: Loose, id: string): Loose {
  const tool = tools.find(({ type }: Loose) => type === 'image_generation')
  const format = tool.output_format ?? 'png'
  const prompt = ask.messages.at(-1)?.text ?? ''
  return {
    id,
    type: 'image_generation_call',
    status: 'completed',
    background: 'opaque',
    output_format: format,
    quality: tool.quality && tool.quality !== 'auto' ? tool.quality : 'medium',
    result: imageOf(format, prompt).toString('base64'),
    revised_prompt: prompt,
    size: tool.size && tool.size !== 'auto' ? tool.size : '1024x1024',
  }
}
