import { parseToolInput } from '../../tool-input.ts'
import type { Json, ToolResultPart } from '@llmrr/core'
import type { WireInput, WireItem } from './wire.ts'

/** A built-in tool that the caller runs: it comes as a call of its name, and its result goes back as an item of its own kind. */
export interface CallerTool {
  readonly name: string
  /** Some kinds are run by the service in other set-ups. Absent: always by the caller. */
  readonly waits?: (item: WireItem) => boolean
  /** The id that the result names. */
  id(item: WireItem): string
  input(item: WireItem): Json
  /** The item that answers. `output` is the result as the service takes it from a function: text, or a list of content. */
  answer(item: WireItem, result: ToolResultPart, output: string | readonly WireInput[]): WireInput
}

const callId = (item: WireItem): string => item.call_id ?? item.id ?? ''
const textOf = (output: string | readonly WireInput[]): string =>
  typeof output === 'string' ? output : output.map((content) => content['text'] ?? '').join('')
const isObject = (value: Json | undefined): value is { readonly [key: string]: Json | undefined } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** By item type. */
export const callerTools: Readonly<Record<string, CallerTool>> = {
  shell_call: {
    name: 'shell',
    waits: (item) => (item['environment'] as { type?: string } | null | undefined)?.type !== 'container_reference',
    id: callId,
    input: (item) => item['action'] as Json,
    answer: (item, { output: result, error }, output) => ({
      type: 'shell_call_output',
      call_id: callId(item),
      output: Array.isArray(result)
        ? result
        : [{ stdout: textOf(output), stderr: '', outcome: { type: 'exit', exit_code: error ? 1 : 0 } }],
    }),
  },
  local_shell_call: {
    name: 'local_shell',
    id: callId,
    input: (item) => item['action'] as Json,
    answer: (item, _, output) => ({ type: 'local_shell_call_output', id: callId(item), output: textOf(output) }),
  },
  apply_patch_call: {
    name: 'apply_patch',
    id: callId,
    input: (item) => item['operation'] as Json,
    answer: (item, { error }, output) => ({
      type: 'apply_patch_call_output',
      call_id: callId(item),
      status: error ? 'failed' : 'completed',
      output: textOf(output),
    }),
  },
  computer_call: {
    name: 'computer',
    id: callId,
    input: (item) => ({
      actions: (item['actions'] ?? [item['action']]) as Json,
      pending_safety_checks: (item['pending_safety_checks'] ?? []) as Json,
    }),
    answer: (item, _, output) => {
      const picture = typeof output === 'string' ? undefined : output.find(({ type }) => type === 'input_image')
      return {
        type: 'computer_call_output',
        call_id: callId(item),
        output: { type: 'computer_screenshot', image_url: picture?.['image_url'], file_id: picture?.['file_id'] },
        // Whoever answers has seen the checks: they are part of the call's input.
        acknowledged_safety_checks: item['pending_safety_checks'] ?? [],
      }
    },
  },
  mcp_approval_request: {
    name: 'mcp_approval_request',
    id: (item) => item.id ?? '',
    input: (item) => {
      const { input, invalid } = parseToolInput(String(item['arguments'] ?? ''))
      return { server: item['server_label'] as string, name: item.name ?? '', arguments: invalid ?? input }
    },
    answer: (item, { output: result, error }) => {
      const reason = isObject(result) ? result['reason'] : undefined
      return {
        type: 'mcp_approval_response',
        approval_request_id: item.id,
        approve: !error && (isObject(result) ? result['approve'] === true : result === true),
        ...(typeof reason === 'string' && { reason }),
      }
    },
  },
  tool_search_call: {
    name: 'tool_search',
    waits: (item) => item['execution'] === 'client',
    id: callId,
    input: (item) => (item['arguments'] ?? {}) as Json,
    answer: (item, { output: result }) => ({
      type: 'tool_search_output',
      call_id: callId(item),
      execution: 'client',
      status: 'completed',
      tools: Array.isArray(result) ? result : [],
    }),
  },
}

/** The tool of an item that waits for the caller; `undefined` when it does not. */
export function callerTool(item: WireItem): CallerTool | undefined {
  const tool = Object.hasOwn(callerTools, item.type) ? callerTools[item.type] : undefined
  return tool && (tool.waits?.(item) ?? true) ? tool : undefined
}
