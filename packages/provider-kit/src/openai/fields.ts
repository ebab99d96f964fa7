import { renamed } from '../renamed.ts'
import { withoutFields } from '../dialects/openai-chat/request.ts'
import type { Context } from '@llmrr/core'
import type { Without } from '../dialects/openai-chat/request.ts'

/** In what a capability of one service differs, whichever it is. */
export interface CapabilityQuirks<Request> {
  /** Where it is asked for. Default: OpenAI's path. */
  readonly path?: string
  /** Request fields that the service refuses or does not know. */
  readonly without?: Without
  /** The last word on the fields of the request: options of the target, and what only this service wants otherwise. */
  readonly body?: (body: Record<string, unknown>, request: Request, context: Context) => Record<string, unknown>
}

/** The fields of a request that are sent as they are, by our name and the service's, and `model`. */
export function toFields<Request extends object>(
  names: Partial<Record<keyof Request & string, string>>,
  asked: Request,
  context: Context,
  quirks: CapabilityQuirks<Request>,
  more: (request: Request) => Record<string, unknown> = () => ({}),
): Record<string, unknown> {
  const request = withoutFields(asked, quirks.without, context.target)
  const body = { model: context.target.model, ...renamed(request, names), ...more(request) }
  return quirks.body ? quirks.body(body, request, context) : body
}

/**
 * The fields as a form: lists under `name[]` (or what is to stand behind the name), files as they are. What a target's `raw.body` adds is merged last, as it is
 * into JSON.
 */
export function toForm(fields: Readonly<Record<string, unknown>>, context: Context, list = '[]'): FormData {
  const form = new FormData()
  const append = (name: string, value: unknown): void => {
    if (value instanceof File) form.append(name, value)
    else form.append(name, typeof value === 'object' ? JSON.stringify(value) : String(value))
  }
  for (const [name, value] of Object.entries({ ...fields, ...context.target.options?.raw?.body })) {
    if (value === undefined) continue
    if (Array.isArray(value)) for (const one of value) append(name + list, one)
    else append(name, value)
  }
  return form
}
