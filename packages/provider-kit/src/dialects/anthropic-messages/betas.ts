import { isNewVersion } from './quirks.ts'
import { optionsOf } from './options.ts'
import type { Context } from '@llmrr/core'
import type { MessagesQuirks } from './quirks.ts'
import type { WireBody } from './wire.ts'

/** Beta under which files and their use in messages stand in the old version. */
export const filesBeta = 'files-api-2025-04-14'

// As of 2026-11-22; what is not here needs none.
const toolBetas: readonly (readonly [RegExp, string])[] = [
  [/^computer_20241022$/, 'computer-use-2024-10-22'],
  [/^computer_20250124$/, 'computer-use-2025-01-24'],
  [/^computer_20251124$/, 'computer-use-2025-11-24'],
  [/^code_execution_20250522$/, 'code-execution-2025-05-22'],
  [/^advisor_/, 'advisor-tool-2026-03-01'],
]
const fieldBetas: Readonly<Record<string, string>> = {
  compaction: 'compact-2026-09-04',
  context_management: 'context-management-2025-06-27',
  fallbacks: 'server-side-fallback-2026-07-01',
  thread: 'message-threads-2026-08-12',
}

const hasFiles = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  ('file_id' in value || (Array.isArray(value) ? value : blocksIn(value)).some(hasFiles))

// Where files can stand: not in arguments, schemas and the like.
const blocksIn = (block: { readonly content?: unknown; readonly source?: unknown }): unknown[] => [
  block.content,
  block.source,
]

/** The betas that a body needs, with those that are asked for. */
export function betasOf(body: WireBody, context: Context, quirks: MessagesQuirks): string[] {
  const options = optionsOf(context)
  const asked = [...quirks.betas(context.host), ...(options.betas ?? [])]
  const betas = new Set(asked)
  const need = (beta: string): void => {
    // Another date of the same beta was asked for.
    const name = beta.replace(/\d{4}-\d\d-\d\d$/, '')
    if (!asked.some((one) => one.startsWith(name))) betas.add(beta)
  }
  for (const { type = '' } of body.tools ?? []) {
    const beta = toolBetas.find(([pattern]) => pattern.test(type))?.[1]
    if (beta) need(beta)
  }
  for (const [field, beta] of Object.entries(fieldBetas)) if (body[field] !== undefined) need(beta)
  if (body['mcp_servers'] !== undefined) need('mcp-client-2025-11-20')
  if (body['speed'] === 'fast') need('fast-mode-2026-02-01')
  const edits = (body['context_management'] as { readonly edits?: readonly { readonly type?: string }[] } | undefined)
    ?.edits
  if (edits?.some(({ type }) => type === 'compact_20260112')) need('compact-2026-01-12')
  if ((body['container'] as { readonly skills?: unknown } | undefined)?.skills !== undefined) need('skills-2025-10-02')
  if (!isNewVersion(quirks.version) && body.messages.some(hasFiles)) need(filesBeta)
  return [...betas]
}
