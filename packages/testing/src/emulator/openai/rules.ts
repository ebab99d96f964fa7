import type { Loose } from '../http/loose.ts'
import { refuse } from '../service.ts'
import { failed } from './words.ts'

/** Whether a model of OpenAI reasons. */
export const reasons = (model: string): boolean =>
  /^(?:o\d|gpt-[5-9])/u.test(model) && !/^gpt-5[\w.-]*-chat/u.test(model)

const later = (model: string): number => Number(/^gpt-(\d+(?:\.\d+)?)/u.exec(model)?.[1] ?? 0)

/** The efforts a reasoning model takes; the first is its default. */
export function effortsOf(model: string): readonly string[] {
  const version = later(model)
  if (version === 5) return ['medium', 'minimal', 'low', 'high']
  if (model.startsWith('gpt-6.1-sol')) return ['medium', 'low', 'high', 'xhigh', 'max']
  if (version >= 5.6) return ['medium', 'none', 'low', 'high', 'xhigh', 'max']
  if (version >= 5.1) return ['none', 'low', 'medium', 'high', 'xhigh']
  return ['medium', 'low', 'high']
}

/** The effort a request ends up with; `none` for models that do not reason. */
export const effortFor = (model: string, asked: string | null | undefined): string =>
  reasons(model) ? (asked ?? effortsOf(model)[0]!) : 'none'

/** Refuses an effort that the model does not know, and any on a model that does not reason. */
export function checkEffort(model: string, effort: string | null | undefined, param: string): void {
  if (effort === undefined || effort === null) return
  if (!reasons(model)) {
    const chat = param === 'reasoning_effort'
    const text = chat
      ? `Unrecognized request argument supplied: ${param}`
      : `Unsupported parameter: '${param}' is not supported with this model.`
    refuse(failed(400, text, chat ? null : 'unsupported_parameter', chat ? null : param))
  }
  const known = effortsOf(model)
  if (known.includes(effort)) return
  const list = known.map((one) => `'${one}'`)
  const text = `Unsupported value: '${effort}' is not supported with the '${model}' model. Supported values are: ${list.slice(0, -1).join(', ')}, and ${list.at(-1)}.`
  refuse(failed(400, text, 'unsupported_value', param))
}

const oneValue = ['temperature', 'top_p']
const never = ['presence_penalty', 'frequency_penalty', 'logit_bias', 'logprobs', 'top_logprobs', 'stop']

/** Refuses on Chat what reasoning models do not take. */
export function checkChatModel(body: Loose): void {
  const { model } = body
  checkEffort(model, body.reasoning_effort, 'reasoning_effort')
  if (!reasons(model)) return
  if (body.max_tokens != null) {
    const text =
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."
    refuse(failed(400, text, 'unsupported_parameter', 'max_tokens'))
  }
  const effort = effortFor(model, body.reasoning_effort)
  for (const name of effort === 'none' ? [] : oneValue) {
    if (body[name] == null || body[name] === 1) continue
    const text = `Unsupported value: '${name}' does not support ${body[name]} with this model. Only the default (1) value is supported.`
    refuse(failed(400, text, 'unsupported_value', name))
  }
  for (const name of never) {
    if (!body[name]) continue
    refuse(
      failed(400, `Unsupported parameter: '${name}' is not supported with this model.`, 'unsupported_parameter', name),
    )
  }
  if (body.tools?.length) checkChatTools(model, effort, body.reasoning_effort)
}

function checkChatTools(model: string, effort: string, asked: string | undefined): void {
  if (/^gpt-6-astra|^gpt-6\.1-sol/u.test(model)) {
    refuse(
      failed(
        400,
        `Tools are not supported for ${model} in /v1/chat/completions. Please use /v1/responses instead.`,
        null,
        'tools',
      ),
    )
  }
  const counts =
    later(model) >= 5.6 ? effort !== 'none' : later(model) >= 5.4 && asked !== undefined && asked !== 'none'
  if (!counts) return
  const text = `Function tools with reasoning_effort are not supported for ${model} in /v1/chat/completions. Please use /v1/responses instead.`
  refuse(failed(400, text, null, 'reasoning_effort'))
}

/** Refuses on Responses what reasoning models do not take. */
export function checkResponsesModel(body: Loose): void {
  const { model } = body
  checkEffort(model, body.reasoning?.effort, 'reasoning.effort')
  if (reasons(model) && effortFor(model, body.reasoning?.effort) !== 'none') {
    for (const name of [...oneValue, 'top_logprobs']) {
      if (body[name] == null || (body[name] === 1 && name !== 'top_logprobs')) continue
      refuse(
        failed(
          400,
          `Unsupported parameter: '${name}' is not supported with this model.`,
          'unsupported_parameter',
          name,
        ),
      )
    }
  }
  if (!reasons(model) && body.include?.includes('reasoning.encrypted_content')) {
    refuse(failed(400, 'Encrypted content is not supported with this model.', null, 'include'))
  }
}

/** Refuses a strict schema that leaves other properties open, or keys optional. `param` names it, `context` says it in words. */
export function checkStrict(schema: Loose, name: string, param: string, code: string, at = ''): void {
  if (!schema || typeof schema !== 'object') return
  const say = (text: string): never =>
    refuse(failed(400, `Invalid schema for ${name}: In context=(${at}), ${text}`, code, param))
  if (schema.type === 'object' || schema.properties) {
    if (schema.additionalProperties !== false) say("'additionalProperties' is required to be supplied and to be false.")
    const keys = Object.keys(schema.properties ?? {})
    const missing = keys.find((key) => !(schema.required ?? []).includes(key))
    if (missing !== undefined) {
      say(
        `'required' is required to be supplied and to be an array including every key in properties. Missing '${missing}'.`,
      )
    }
    for (const key of keys) checkStrict(schema.properties[key], name, param, code, `'properties', '${key}'`)
  }
  if (schema.items) checkStrict(schema.items, name, param, code, `'items'`)
  for (const one of schema.anyOf ?? []) checkStrict(one, name, param, code, `'anyOf'`)
  for (const one of Object.values(schema.$defs ?? {})) checkStrict(one, name, param, code, `'$defs'`)
}

/** Tokens of prompt and answer together that a model takes. */
export function windowOf(model: string): number {
  if (model.startsWith('gpt-3.5')) return 16_385
  if (/^gpt-4(?:o|-turbo)/u.test(model)) return 128_000
  return /^o\d/u.test(model) ? 200_000 : /^gpt-5(?:-|$|\.[1-3])|-(?:mini|nano)/u.test(model) ? 400_000 : 1_050_000
}

const dated: Readonly<Record<string, string>> = {
  'gpt-4.1': 'gpt-4.1-2025-04-14',
  'gpt-4.1-mini': 'gpt-4.1-mini-2025-04-14',
  'gpt-4.1-nano': 'gpt-4.1-nano-2025-04-14',
  'gpt-4o': 'gpt-4o-2024-08-06',
  'gpt-4o-mini': 'gpt-4o-mini-2024-07-18',
  'gpt-5': 'gpt-5-2025-08-07',
  'gpt-5-mini': 'gpt-5-mini-2025-08-07',
  'gpt-5-nano': 'gpt-5-nano-2025-08-07',
  o3: 'o3-2025-04-16',
  'o4-mini': 'o4-mini-2025-04-16',
}

/** The dated name with which the service answers. */
export const snapshotOf = (model: string): string => dated[model] ?? model
