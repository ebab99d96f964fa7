import { expect, test } from 'vitest'
import { answerOf, bodyOf } from './setting.ts'
import type { Part } from '@llmrr/core'

const inputOf = async (assistant: readonly Part[], more: readonly Part[] = [], options = {}) => {
  const messages = [
    { role: 'user' as const, content: 'Q' },
    { role: 'assistant' as const, content: assistant },
    ...(more.length > 0 ? [{ role: 'tool' as const, content: more }] : []),
  ]
  return (await bodyOf({ messages }, options)).body.input.slice(1)
}

const reasoning = {
  type: 'reasoning',
  id: 'rs_1',
  summary: [{ type: 'summary_text', text: 'Hm.' }],
  encrypted_content: 'secret',
}
const call = {
  type: 'function_call',
  id: 'fc_1',
  call_id: 'call_1',
  name: 'f',
  arguments: '{"a":1}',
  status: 'completed',
}
const message = (id: string, text: string) => ({
  type: 'message',
  id,
  role: 'assistant',
  status: 'completed',
  phase: 'final_answer',
  content: [{ type: 'output_text', text, annotations: [] }],
})

test('says pictures, files and addresses as content', async () => {
  const { body } = await bodyOf({
    prompt: [
      { type: 'text', text: 'Look' },
      { type: 'media', mediaType: 'image/png', data: new Uint8Array([1, 2, 3]), detail: 'high' },
      { type: 'media', mediaType: 'image/*', url: 'https://x.example/a.png' },
      { type: 'media', mediaType: 'application/pdf', data: 'QQ==', name: 'a.pdf' },
      { type: 'media', mediaType: 'application/pdf', url: 'https://x.example/a.pdf' },
      { type: 'media', mediaType: 'application/pdf', file: { provider: 'openai', id: 'file_1' } },
    ],
  })
  expect(body.input[0]?.['content']).toEqual([
    { type: 'input_text', text: 'Look' },
    { type: 'input_image', image_url: 'data:image/png;base64,AQID', detail: 'high' },
    { type: 'input_image', image_url: 'https://x.example/a.png' },
    { type: 'input_file', filename: 'a.pdf', file_data: 'data:application/pdf;base64,QQ==' },
    { type: 'input_file', file_url: 'https://x.example/a.pdf' },
    { type: 'input_file', file_id: 'file_1' },
  ])
})

test('refuses sound, which only Chat Completions takes', async () => {
  const prompt = [{ type: 'media' as const, mediaType: 'audio/wav', data: 'QQ==' }]
  await expect(bodyOf({ prompt })).rejects.toMatchObject({ code: 'unsupported' })
})

test('sends an answer back as it came: reasoning, message, call, with their ids', async () => {
  const answer = answerOf({ id: 'resp_1', status: 'completed', output: [reasoning, message('msg_1', 'So.'), call] })
  expect(await inputOf(answer.parts)).toEqual([
    reasoning,
    message('msg_1', 'So.'),
    { type: 'function_call', id: 'fc_1', call_id: 'call_1', name: 'f', arguments: '{"a":1}' },
  ])
})

test('sends reasoning back that has no id of its own', async () => {
  const { id: _, ...nameless } = reasoning
  const answer = answerOf({ status: 'completed', output: [nameless, call] })
  const items = await inputOf(answer.parts)
  expect(items).toEqual([
    nameless,
    { type: 'function_call', id: 'fc_1', call_id: 'call_1', name: 'f', arguments: '{"a":1}' },
  ])
})

test('drops reasoning whose follower is gone', async () => {
  const answer = answerOf({ status: 'completed', output: [reasoning, message('msg_1', 'So.')] })
  expect(await inputOf(answer.parts.slice(0, 1))).toEqual([])
})

test('drops the ids of what followed reasoning that is gone', async () => {
  const answer = answerOf({ status: 'completed', output: [reasoning, message('msg_1', 'So.'), call] })
  expect(await inputOf(answer.parts.slice(1))).toEqual([
    { role: 'assistant', content: 'So.', phase: 'final_answer' },
    { type: 'function_call', call_id: 'call_1', name: 'f', arguments: '{"a":1}' },
  ])
})

test('drops reasoning that was neither handed out nor kept', async () => {
  const { encrypted_content: _, ...bare } = reasoning
  const answer = answerOf({ status: 'completed', output: [bare, message('msg_1', 'So.')] })
  expect(await inputOf(answer.parts)).toEqual([{ role: 'assistant', content: 'So.', phase: 'final_answer' }])
  expect(await inputOf(answer.parts, [], { store: true })).toEqual([bare, message('msg_1', 'So.')])
})

test('drops the state, reasoning and extensions of strangers and shortens their ids', async () => {
  const id = 'x'.repeat(80)
  const items = await inputOf(
    [
      { type: 'reasoning', text: 'Hm.', state: { other: { item: reasoning } } },
      { type: 'text', text: 'So.', state: { other: 1 } },
      { type: 'x-other', data: 1 },
      { type: 'tool-call', by: 'provider', id: 'srv', name: 'search', input: {} },
      { type: 'tool-call', id, name: 'f', input: { a: 1 } },
    ],
    [{ type: 'tool-result', id, name: 'f', output: { ok: true } }],
  )
  const [said, asked, answered] = items
  expect(said).toEqual({ role: 'assistant', content: 'So.' })
  expect(asked).toMatchObject({ type: 'function_call', name: 'f', arguments: '{"a":1}' })
  expect(String(asked?.['call_id']).length).toBe(64)
  expect(answered).toEqual({ type: 'function_call_output', call_id: asked?.['call_id'], output: '{"ok":true}' })
  expect(items).toHaveLength(3)
})

test('answers a call with text, JSON or media', async () => {
  const results: Part[] = [
    { type: 'tool-result', id: 'a', name: 'f', output: 'plain' },
    { type: 'tool-result', id: 'b', name: 'f', output: [1] },
    { type: 'tool-result', id: 'c', name: 'f', parts: [{ type: 'media', mediaType: 'image/png', data: 'QQ==' }] },
  ]
  expect((await inputOf([], results)).map((item) => item['output'])).toEqual([
    'plain',
    '[1]',
    [{ type: 'input_image', image_url: 'data:image/png;base64,QQ==' }],
  ])
})

test('answers a custom tool, a shell, a patch and an approval in their own kinds', async () => {
  const output = [
    { type: 'custom_tool_call', id: 'ctc_1', call_id: 'c1', name: 'sql', input: 'SELECT 1' },
    { type: 'shell_call', id: 'sh_1', call_id: 'c2', action: { commands: ['ls'] }, status: 'completed' },
    {
      type: 'apply_patch_call',
      id: 'apc_1',
      call_id: 'c3',
      operation: { type: 'delete_file', path: 'a' },
      status: 'completed',
    },
    { type: 'mcp_approval_request', id: 'mcpr_1', name: 'go', server_label: 's', arguments: '{"x":1}' },
  ]
  const { parts, toolCalls, finishReason } = answerOf({ status: 'completed', output })
  expect(finishReason).toBe('tool-calls')
  expect(toolCalls.map(({ id, name, input }) => [id, name, input])).toEqual([
    ['c1', 'sql', 'SELECT 1'],
    ['c2', 'shell', { commands: ['ls'] }],
    ['c3', 'apply_patch', { type: 'delete_file', path: 'a' }],
    ['mcpr_1', 'mcp_approval_request', { server: 's', name: 'go', arguments: { x: 1 } }],
  ])
  const items = await inputOf(parts, [
    { type: 'tool-result', id: 'c1', name: 'sql', output: '1' },
    { type: 'tool-result', id: 'c2', name: 'shell', output: 'a.txt' },
    { type: 'tool-result', id: 'c3', name: 'apply_patch', output: 'no such file', error: true },
    { type: 'tool-result', id: 'mcpr_1', name: 'mcp_approval_request', output: { approve: true } },
  ])
  expect(items.slice(0, 4)).toEqual(output)
  expect(items.slice(4)).toEqual([
    { type: 'custom_tool_call_output', call_id: 'c1', output: '1' },
    {
      type: 'shell_call_output',
      call_id: 'c2',
      output: [{ stdout: 'a.txt', stderr: '', outcome: { type: 'exit', exit_code: 0 } }],
    },
    { type: 'apply_patch_call_output', call_id: 'c3', status: 'failed', output: 'no such file' },
    { type: 'mcp_approval_response', approval_request_id: 'mcpr_1', approve: true },
  ])
})

test('sends hosted items and pictures back whole', async () => {
  const output = [
    { type: 'web_search_call', id: 'ws_1', status: 'completed', action: { type: 'search', query: 'q' } },
    { type: 'image_generation_call', id: 'ig_1', status: 'completed', output_format: 'jpeg', result: 'QQ==' },
    { type: 'compaction', id: 'cmp_1', encrypted_content: 'c' },
    { type: 'quantum_leap', id: 'q_1', anything: 1 },
  ]
  expect(await inputOf(answerOf({ status: 'completed', output }).parts)).toEqual(output)
})
