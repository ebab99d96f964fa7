import { formats, isFormat } from './formats.ts'
import { idProblem, namesOf, packageProblem } from './names.ts'
import { refuse } from './refusal.ts'
import type { FormatName } from './formats.ts'
import type { Names } from './names.ts'

/** What was said, by a flag or in answer to a question. */
export interface Said {
  readonly name?: string | undefined
  readonly title?: string | undefined
  readonly baseURL?: string | undefined
  readonly keyVariable?: string | undefined
  readonly format?: string | undefined
  /** Separated by commas. */
  readonly capabilities?: string | undefined
  readonly model?: string | undefined
  readonly scope?: string | undefined
}

/** All that a package is made from. */
export interface Answers {
  readonly names: Names
  /** Without a slash at the end. */
  readonly baseURL: string
  readonly keyVariable: string
  readonly format: FormatName
  /** Beside `chat`, in the order of the format's own list. */
  readonly capabilities: readonly string[]
  readonly defaultModel: string
  readonly packageName: string
}

/** What stands where nothing is said. Each may depend on those before it. */
export const defaults = {
  name: 'acme',
  format: 'openai-compatible' as FormatName,
  baseURL: ({ id }: Names) => `https://api.${id}.example/v1`,
  keyVariable: ({ prefix }: Names) => `${prefix}_API_KEY`,
  model: ({ id }: Names) => `${id}-large`,
  packageName: ({ id }: Names, scope?: string) => `${scope ? `${scope}/` : ''}llmrr-provider-${id}`,
}

/** What is wrong with an address, as a sentence. */
export function addressProblem(address: string): string | undefined {
  const url = URL.parse(address)
  if (!url || !/^https?:$/.test(url.protocol))
    return `"${address}" is no base URL: write it whole, such as https://api.acme.example/v1.`
  if (url.username || url.password || url.search || url.hash)
    return 'The base URL has a user, a query or a fragment; leave them out.'
  return address.length > 100 ? 'The base URL is too long: at most 100 characters.' : undefined
}

/** What is wrong with the name of a variable, as a sentence. */
export const variableProblem = (name: string): string | undefined =>
  /^[A-Z][A-Z0-9_]{0,49}$/.test(name)
    ? undefined
    : `"${name}" is no name for a variable: use A-Z, 0-9 and _, at most 50 of them.`

/** What is wrong with a scope, as a sentence. */
export const scopeProblem = (scope: string): string | undefined =>
  scope === '' || /^@[a-z0-9][\w.-]*$/.test(scope) ? undefined : `"${scope}" is no scope: write it as @name.`

/** What is wrong with the id of a model, as a sentence. It may contain slashes, but stands in code and JSON. */
export const modelProblem = (id: string): string | undefined =>
  /^[\w.:/@+-]{1,75}$/.test(id)
    ? undefined
    : `"${id}" is no id of a model: use at most 75 letters, digits and . : / @ + -`

/** What is wrong with the name of the service in prose, as a sentence. */
export const titleProblem = (title: string): string | undefined =>
  /^[\w][\w .&+-]{0,59}$/.test(title) ? undefined : 'The title may have letters, digits, spaces, and . & + - only.'

/** The answers, with defaults where nothing was said. @throws a refusal that says what is wrong, in one line. */
export function answersOf(said: Said): Answers {
  const id = said.name ?? defaults.name
  refuse(idProblem(id))
  if (said.title !== undefined) refuse(titleProblem(said.title))
  const names = namesOf(id, said.title)
  const baseURL = (said.baseURL ?? defaults.baseURL(names)).replace(/\/+$/, '')
  refuse(addressProblem(baseURL))
  const keyVariable = said.keyVariable ?? defaults.keyVariable(names)
  refuse(variableProblem(keyVariable))
  const format = said.format ?? defaults.format
  if (!isFormat(format))
    return refuse(`There is no wire format "${format}"; choose ${Object.keys(formats).join(', ')}.`)
  const defaultModel = said.model ?? defaults.model(names)
  refuse(modelProblem(defaultModel))
  refuse(scopeProblem(said.scope ?? ''))
  const packageName = defaults.packageName(names, said.scope)
  refuse(packageProblem(packageName))
  const capabilities = capabilitiesOf(format, said.capabilities)
  return { names, baseURL, keyVariable, format, capabilities, defaultModel, packageName }
}

function capabilitiesOf(format: FormatName, said: string | undefined): readonly string[] {
  const { capabilities, usual }: { readonly capabilities: readonly string[]; readonly usual: readonly string[] } =
    formats[format]
  if (said === undefined) return usual
  const wanted = new Set(said.split(',').map((one) => one.trim()))
  const strange = [...wanted].find((one) => one !== '' && one !== 'chat' && !capabilities.includes(one))
  if (strange !== undefined)
    return refuse(`The template "${format}" has no capability "${strange}"; it has chat, ${capabilities.join(', ')}.`)
  return capabilities.filter((one) => wanted.has(one))
}
