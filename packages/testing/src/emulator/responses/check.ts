import { unseal } from '../brain/seal.ts'
import { isUnknownModel } from '../family/member.ts'
import type { Loose } from '../http/loose.ts'
import { inspect } from '../http/shape.ts'
import { checkFunction } from '../openai/chat.ts'
import { checkResponsesModel, checkStrict } from '../openai/rules.ts'
import { failed, openaiWords } from '../openai/words.ts'
import { refuse, type Call } from '../service.ts'
import { checkContent } from './content.ts'
import { includes, responseFields } from './fields.ts'

type Say = (text: string, param: string | null, code: string | null) => never
const say: Say = (text, param, code) => refuse(failed(400, text, code, param))

/** Where sealed reasoning begins, and its scope. */
export const sealedPrefix = 'gAAAAA'
/** See {@link sealedPrefix}. */
export const sealScope = 'openai-reasoning'

/** Refuses what the service refuses in a body, apart from its conversation. */
export function checkBody(body: Loose): void {
  const problem = inspect(body, responseFields)
  if (problem) refuse(openaiWords.problem(problem))
  if (isUnknownModel(body.model)) say(`The requested model '${body.model}' does not exist.`, 'model', 'model_not_found')
  if (body.input === undefined && !body.previous_response_id && !body.prompt && !body.conversation) {
    say("Missing required parameter: 'input'.", 'input', 'missing_required_parameter')
  }
  for (const [i, one] of (body.include ?? []).entries()) {
    if (!includes.includes(one))
      refuse(openaiWords.problem({ kind: 'value', path: ['include', i], values: includes, got: one }))
  }
  if (body.previous_response_id && body.conversation) {
    say(
      "Mutually exclusive parameters: 'previous_response_id' and 'conversation'.",
      null,
      'mutually_exclusive_parameters',
    )
  }
  checkResponsesModel(body)
  checkTools(body)
  const format = body.text?.format
  if (format?.type !== 'json_schema') return
  for (const name of ['name', 'schema']) {
    if (!format[name])
      say(`Missing required parameter: 'text.format.${name}'.`, `text.format.${name}`, 'missing_required_parameter')
  }
  if (format.strict)
    checkStrict(format.schema, `response_format '${format.name}'`, 'text.format.schema', 'invalid_json_schema')
}

const hosted =
  /^(?:web_search(?:_preview)?(?:_\d{4}_\d{2}_\d{2})?|file_search|code_interpreter|image_generation|mcp|computer(?:_use_preview)?|shell|local_shell|apply_patch|custom|namespace|tool_search|programmatic_tool_calling)$/u

function checkTools(body: Loose): void {
  const tools: Loose[] = body.tools ?? []
  for (const [i, tool] of tools.entries()) {
    if (tool.type === 'function') {
      if (typeof tool.name !== 'string')
        say(`Missing required parameter: 'tools[${i}].name'.`, `tools[${i}].name`, 'missing_required_parameter')
      checkFunction(tool, `tools[${i}]`, say)
    } else if (!hosted.test(tool.type ?? '')) {
      say(
        `Invalid value: '${tool.type}'. Supported values are: 'function', 'web_search', 'file_search', 'code_interpreter', 'image_generation', 'mcp', and 'custom'.`,
        `tools[${i}].type`,
        'invalid_value',
      )
    }
  }
  const choice = body.tool_choice
  if (typeof choice === 'string' && !['auto', 'none', 'required'].includes(choice)) {
    refuse(
      openaiWords.problem({ kind: 'value', path: ['tool_choice'], values: ['none', 'auto', 'required'], got: choice }),
    )
  }
  if (choice?.type === 'function' && !tools.some(({ name }) => name === choice.name)) {
    say(`Tool choice 'function' not found in 'tools' parameter.`, 'tool_choice', null)
  }
}

/** Refuses a conversation that the service would: reasoning that is foreign or stands alone, calls without results, results without calls. */
export function checkItems(items: Loose[], earlier: Loose[], { state, body }: Call): void {
  const calls = new Set<string>(
    earlier.filter(({ call_id: id, type }) => id && !type?.endsWith('_output')).map(({ call_id: id }) => id),
  )
  for (const { type, call_id: id } of earlier) if (type?.endsWith('_output')) calls.delete(id)
  const answered = new Set<string>()
  for (const [i, item] of items.entries()) {
    const type: string = item.type ?? (item.role ? 'message' : 'undefined')
    if (type === 'message') checkContent(item, `input[${i}]`, say)
    else if (type === 'reasoning') checkReasoning(item, items[i + 1], i, body)
    else if (type === 'item_reference' && !state.stored.has(item.id)) notFound(item.id, body)
    else if (type === 'function_call' || type === 'custom_tool_call') calls.add(item.call_id)
    else if (type === 'function_call_output' || type === 'custom_tool_call_output') {
      if (!calls.has(item.call_id) && !answered.has(item.call_id))
        say(`No tool call found for function call output with call_id ${item.call_id}.`, 'input', null)
      if (typeof item.output !== 'string' && !Array.isArray(item.output))
        say(`Missing required parameter: 'input[${i}].output'.`, `input[${i}].output`, 'missing_required_parameter')
      if (Array.isArray(item.output)) checkContent({ role: 'user', content: item.output }, `input[${i}].output`, say)
      calls.delete(item.call_id)
      answered.add(item.call_id)
    }
  }
  const open = [...calls][0]
  if (open !== undefined) say(`No tool output found for function call ${open}.`, 'input', null)

  function checkReasoning(item: Loose, next: Loose | undefined, i: number, body: Loose): void {
    if (!Array.isArray(item.summary))
      say(`Missing required parameter: 'input[${i}].summary'.`, `input[${i}].summary`, 'missing_required_parameter')
    if (item.encrypted_content == null) {
      if (!state.stored.has(item.id)) notFound(item.id, body)
    } else if (unseal(sealScope, item.encrypted_content, sealedPrefix) === undefined) {
      const start = String(item.encrypted_content).slice(0, 8)
      say(
        `The encrypted content ${start}... could not be verified. Reason: Encrypted content could not be decrypted or parsed.`,
        null,
        'invalid_encrypted_content',
      )
    }
    const follows =
      next && (next.role === 'assistant' || (next.type && next.type !== 'message' && !next.type.endsWith('_output')))
    if (!follows)
      say(`Item '${item.id}' of type 'reasoning' was provided without its required following item.`, 'input', null)
  }
}

function notFound(id: string, { store }: Loose): never {
  const why =
    store === false
      ? ' Items are not persisted when `store` is set to false. Try again with `store` set to true, or remove this item from your input.'
      : ''
  return refuse(failed(404, `Item with id '${id}' not found.${why}`, null, 'input'))
}
