/** The forms in which the name of a service stands in a package. */
export interface Names {
  /** `blue-heron`: the provider's id. */
  readonly id: string
  /** `blueHeron`: the plugin function. */
  readonly identifier: string
  /** `BlueHeron`: begins the names of types. */
  readonly typeName: string
  /** `BLUE_HERON`: begins the names of variables of the environment. */
  readonly prefix: string
  /** `Blue Heron`: in prose. */
  readonly title: string
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)

/** All forms of an id such as `blue-heron`. */
export function namesOf(id: string, title?: string): Names {
  const words = id.split('-')
  const typeName = words.map(capital).join('')
  return {
    id,
    identifier: typeName.charAt(0).toLowerCase() + typeName.slice(1),
    typeName,
    prefix: id.toUpperCase().replaceAll('-', '_'),
    title: title ?? words.map(capital).join(' '),
  }
}

const reserved = new Set(
  (
    'arguments await break case catch class const continue debugger default delete do else enum eval export extends false ' +
    'finally for function if implements import in instanceof interface let new null package private protected public return ' +
    'static super switch this throw true try typeof undefined var void while with yield kit'
  ).split(' '),
)

// Lines in which it stands twice keep to the width of the formatter.
const longest = 32

/** What is wrong with an id, as a sentence; `undefined` when nothing is. */
export function idProblem(id: string): string | undefined {
  if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(id))
    return `"${id}" is no name for a provider: use small letters, digits and single hyphens, beginning with a letter.`
  if (id.length > longest) return `"${id}" is too long for a name: use at most ${longest} characters.`
  if (reserved.has(id)) return `"${id}" has a meaning of its own in the code; choose another name.`
  return undefined
}

/** What is wrong with the name of a package, as a sentence. The `llmrr` command finds providers by it. */
export function packageProblem(name: string): string | undefined {
  return /^(?:@[a-z0-9][\w.-]*\/)?llmrr-provider-[a-z0-9][a-z0-9.-]*$/.test(name) && name.length <= 214
    ? undefined
    : `"${name}" is no name for the package: use llmrr-provider-<name> or @scope/llmrr-provider-<name>, by which it is found.`
}
