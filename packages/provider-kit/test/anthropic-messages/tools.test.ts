import { expect, test } from 'vitest'
import { sent } from './setting.ts'
import type { ChatRequest } from '@llmrr/core'

const tools = [
  { name: 'f', description: 'F.', input: { type: 'object', properties: { a: { type: 'string', maxLength: 3 } } } },
]

const choice = async (request: Partial<ChatRequest>) =>
  (await sent({ prompt: 'Hi', tools, ...request }, { model: 'claude-opus-5' })).body['tool_choice']

test('describes tools, strict ones with a closed schema', async () => {
  const { body, warnings } = await sent({
    prompt: 'Hi',
    tools: [...tools, { name: 'g', strict: true, input: tools[0]!.input }],
  })
  expect(body.tools).toEqual([
    { name: 'f', description: 'F.', input_schema: tools[0]!.input },
    {
      name: 'g',
      strict: true,
      input_schema: {
        type: 'object',
        properties: { a: { type: 'string', description: '{maxLength: 3}' } },
        additionalProperties: false,
      },
    },
  ])
  expect(warnings).toEqual(['tools[1].input'])
})

test('warns of strictness that a model lacks', async () => {
  const { body, warnings } = await sent(
    { prompt: 'Hi', tools: [{ name: 'g', strict: true }] },
    { model: 'claude-sonnet-4-0' },
  )
  expect(body.tools).toEqual([{ name: 'g', input_schema: { type: 'object', properties: {} } }])
  expect(warnings).toEqual(['tools[0].strict'])
})

test('says every choice of tools in the words of Claude', async () => {
  expect(await choice({})).toBeUndefined()
  expect(await choice({ toolChoice: 'auto' })).toEqual({ type: 'auto' })
  expect(await choice({ toolChoice: 'none' })).toEqual({ type: 'none' })
  expect(await choice({ toolChoice: 'required' })).toEqual({ type: 'any' })
  expect(await choice({ toolChoice: { tool: 'f' } })).toEqual({ type: 'tool', name: 'f' })
  expect(await choice({ parallelToolCalls: false })).toEqual({ type: 'auto', disable_parallel_tool_use: true })
  expect(await choice({ toolChoice: 'required', parallelToolCalls: false })).toEqual({
    type: 'any',
    disable_parallel_tool_use: true,
  })
  expect(await choice({ tools: [], toolChoice: 'auto' })).toBeUndefined()
})

test.each(['claude-sonnet-5-5', 'claude-opus-5-5', 'claude-fable-5-1'])(
  'cannot force %s to call a tool, and says so',
  async (model) => {
    const { body, warnings } = await sent(
      { prompt: 'Hi', tools, toolChoice: { tool: 'f' }, reasoning: 'low' },
      { model },
    )
    expect(body).toMatchObject({ tool_choice: { type: 'auto' }, thinking: { type: 'adaptive' } })
    expect(warnings).toEqual(['toolChoice'])
  },
)

test('adds the tools of Anthropic by name or in its words, and what only it knows of the others', async () => {
  const { body, headers } = await sent(
    { prompt: 'Hi', tools },
    {
      options: {
        tools: [
          'web_search',
          'text_editor',
          { type: 'computer_20251124', display_width_px: 800, display_height_px: 600 },
          { type: 'advisor_20260301', model: 'claude-opus-5-5' },
          { type: 'computer_toolset_20260801' },
        ],
        toolOptions: {
          f: { deferLoading: true, eagerInputStreaming: true, allowedCallers: ['direct'], inputExamples: [{ a: 'x' }] },
        },
      },
    },
  )
  expect(body.tools).toEqual([
    {
      name: 'f',
      description: 'F.',
      input_schema: tools[0]!.input,
      defer_loading: true,
      eager_input_streaming: true,
      allowed_callers: ['direct'],
      input_examples: [{ a: 'x' }],
    },
    { type: 'web_search_20250305', name: 'web_search' },
    { type: 'text_editor_20250728', name: 'str_replace_based_edit_tool' },
    { type: 'computer_20251124', name: 'computer', display_width_px: 800, display_height_px: 600 },
    { type: 'advisor_20260301', name: 'advisor', model: 'claude-opus-5-5' },
    { type: 'computer_toolset_20260801' },
  ])
  expect(headers!['anthropic-beta']).toBe('computer-use-2025-11-24,advisor-tool-2026-03-01')
})

test('offers all tools of an MCP server, unless its tools are named or the old beta is asked for', async () => {
  const mcpServers = [{ type: 'url', name: 'wiki', url: 'https://example.org/mcp' }]
  const plain = await sent({ prompt: 'Hi' }, { options: { mcpServers } })
  expect(plain.body).toMatchObject({
    mcp_servers: mcpServers,
    tools: [{ type: 'mcp_toolset', mcp_server_name: 'wiki' }],
  })
  expect(plain.headers!['anthropic-beta']).toBe('mcp-client-2025-11-20')
  const named = { type: 'mcp_toolset', mcp_server_name: 'wiki', default_config: { enabled: false } }
  expect((await sent({ prompt: 'Hi' }, { options: { mcpServers, tools: [named] } })).body.tools).toEqual([named])
  const old = await sent({ prompt: 'Hi' }, { options: { mcpServers, betas: ['mcp-client-2025-04-04'] } })
  expect(old.body).not.toHaveProperty('tools')
  expect(old.headers!['anthropic-beta']).toBe('mcp-client-2025-04-04')
})
