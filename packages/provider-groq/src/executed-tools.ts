import { parseToolInput } from '@llmrr/provider-kit'
import type { Json } from '@llmrr/core'
import type { KeyedPart, OpenAIChatChunk, OpenAIChatDelta } from '@llmrr/provider-kit'

/** A tool that the service has run. In a stream it comes again when it has an outcome. */
interface ExecutedTool {
  readonly index?: number
  readonly type: string
  readonly arguments?: string | null
  readonly output?: string | null
  readonly search_results?: {
    readonly results?: readonly { readonly url?: string; readonly title?: string }[] | null
  } | null
  readonly code_results?: readonly Json[] | null
  readonly browser_results?: readonly { readonly url?: string; readonly title?: string }[] | null
}

const none: readonly KeyedPart[] = []

const isTold = (value: unknown): boolean =>
  value != null && value !== '' && !(Array.isArray(value) && value.length === 0)

/** What came out of it: its text, or where there is more, all of it in the service's words. */
function outcomeOf({ output, search_results, code_results, browser_results }: ExecutedTool): Json | undefined {
  const results = Object.entries({ search_results, code_results, browser_results }).filter(([, value]) => isTold(value))
  if (results.length === 0) return isTold(output) ? (output as string) : undefined
  return Object.fromEntries([...(isTold(output) ? [['output', output]] : []), ...results]) as Json
}

/** The calls of the service's own tools, their results, and the pages that these found. */
export function executedTools(delta: OpenAIChatDelta, { id: replyId }: OpenAIChatChunk): readonly KeyedPart[] {
  const tools = delta['executed_tools'] as readonly ExecutedTool[] | null | undefined
  if (!tools) return none
  const parts: KeyedPart[] = []
  for (const [at, tool] of tools.entries()) {
    const number = tool.index ?? at
    const id = `${replyId ?? 'tool'}-${number}`
    const name = tool.type
    const call = parseToolInput(tool.arguments ?? '')
    parts.push({ key: `call ${number}`, part: { type: 'tool-call', by: 'provider', id, name, ...call } })
    const output = outcomeOf(tool)
    if (output === undefined) continue
    parts.push({ key: `result ${number}`, part: { type: 'tool-result', by: 'provider', id, name, output } })
    for (const { url, title } of [...(tool.search_results?.results ?? []), ...(tool.browser_results ?? [])]) {
      if (url) parts.push({ key: `source ${url}`, part: { type: 'source', url, ...(title && { title }) } })
    }
  }
  return parts
}
