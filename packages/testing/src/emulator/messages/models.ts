import type { Loose } from '../http/loose.ts'
import { refuse, type Route } from '../service.ts'
import { factsOf } from './model.ts'
import { failed } from './words.ts'

const yes = { supported: true }

const models: Loose[] = [
  ['claude-opus-5-5', 'Claude Opus 5.5', 'opus', '2026-10-01T00:00:00Z', 1_000_000],
  ['claude-sonnet-5-5', 'Claude Sonnet 5.5', 'sonnet', '2026-09-15T00:00:00Z', 1_000_000],
  ['claude-haiku-5-5', 'Claude Haiku 5.5', 'haiku', '2026-09-15T00:00:00Z', 1_000_000],
  ['claude-sonnet-4-6', 'Claude Sonnet 4.6', 'sonnet', '2026-02-17T00:00:00Z', 1_000_000],
  ['claude-haiku-4-5-20251001', 'Claude Haiku 4.5', 'haiku', '2025-10-01T00:00:00Z', 200_000],
].map(([id, display_name, line, created_at, window]) =>
  entryOf(String(id), { display_name, line, created_at, max_input_tokens: window }),
)

function entryOf(id: string, more: Loose): Loose {
  const facts = factsOf(id)
  const effort = Object.fromEntries(
    ['low', 'medium', 'high', 'max'].map((level) => [level, { supported: facts.effort }]),
  )
  return {
    type: 'model',
    id,
    display_name: id,
    created_at: '1970-01-01T00:00:00Z',
    max_input_tokens: 200_000,
    max_tokens: facts.maxTokens,
    lifecycle: 'active',
    deprecated_at: null,
    retires_at: null,
    capabilities: {
      batch: yes,
      citations: yes,
      code_execution: yes,
      effort: { supported: facts.effort, ...effort },
      image_input: yes,
      pdf_input: yes,
      structured_outputs: yes,
      thinking: {
        supported: true,
        types: { adaptive: { supported: facts.adaptiveThinking }, enabled: { supported: facts.enabledThinking } },
      },
    },
    ...more,
  }
}

/** The model list with paging, and one model. */
export const modelRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/v1/models',
    handle: ({ query }) => {
      const start = models.findIndex(({ id }) => id === query.get('after_id')) + 1
      const end = start + Number(query.get('limit') ?? 20)
      const data = models.slice(start, end)
      return {
        json: { data, has_more: end < models.length, first_id: data[0]?.id ?? null, last_id: data.at(-1)?.id ?? null },
      }
    },
  },
  {
    method: 'GET',
    path: '/v1/models/:id',
    handle: ({ params: [id], requestId }) => {
      if (!factsOf(id!).known) refuse(failed(404, 'not_found_error', `model: ${id}`, requestId))
      return { json: models.find((model) => model.id === id) ?? entryOf(id!, {}) }
    },
  },
]
