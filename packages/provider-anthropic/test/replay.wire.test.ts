import { describeReplay } from '@llmrr/testing/replay'
import { anthropic } from '../src/index.ts'

interface WireTool {
  readonly name: string
  readonly type?: string
  readonly defer_loading?: boolean
  readonly eager_input_streaming?: boolean
  readonly allowed_callers?: readonly string[]
  readonly input_examples?: readonly object[]
}

const defined = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))

/** What is said of the caller's tools in the options of a target. */
function options(_: string, { sent }: { readonly sent: unknown }): Record<string, unknown> {
  const { tools = [] } = (sent ?? {}) as { tools?: readonly WireTool[] }
  const told = tools.flatMap((tool) => {
    if (tool.type !== undefined && tool.type !== 'custom') return []
    const {
      defer_loading: deferLoading,
      eager_input_streaming: eagerInputStreaming,
      allowed_callers: allowedCallers,
      input_examples: inputExamples,
    } = tool
    const said = defined({ deferLoading, eagerInputStreaming, allowedCallers, inputExamples })
    return Object.keys(said).length > 0 ? [[tool.name, said] as const] : []
  })
  return told.length > 0 ? { toolOptions: Object.fromEntries(told) } : {}
}

describeReplay(anthropic, 'anthropic', {
  options,
  tolerated: [
    {
      at: /^tools(?:\[\d+\])?$/,
      when: (recorded, ours) => recorded === undefined && JSON.stringify(ours).includes('mcp_toolset'),
      why: 'the current version of MCP wants its servers named as tools',
    },
  ],
})
