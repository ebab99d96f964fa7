import { refuse } from './refusal.ts'
import type { Answers } from './answers.ts'

// The names that the templates go by. Longer ones come first, so that each place is replaced once.
const words =
  /https:\/\/api\.acme\.example\/v1|ACME_API_KEY|llmrr-provider-acme-[a-z]+(?:-[a-z]+)*|acme-large|ACME|Acme|acme/g

/** Replaces the names that a template goes by. `code` is TypeScript, where a bare name is the plugin function. */
export function renamed(text: string, code: boolean, answers: Answers): string {
  const { names } = answers
  return text.replaceAll(words, (word, at: number) => {
    const before = text.charAt(at - 1)
    const after = text.charAt(at + word.length)
    switch (word) {
      case 'https://api.acme.example/v1':
        return answers.baseURL
      case 'ACME_API_KEY':
        return answers.keyVariable
      case 'acme-large':
        return answers.defaultModel
      case 'ACME':
        return names.prefix
      case 'Acme':
        return /\w/.test(after) ? names.typeName : names.title
      case 'acme': {
        // `'acme'` and `acme/model` are the id; `{ acme }` and `acme(config)` the function.
        const isCall = after === '(' || text.slice(0, at).endsWith('{ ')
        const isId = !isCall && (!code || /['"`/]/.test(before) || /[/-]/.test(after))
        return isId ? names.id : names.identifier
      }
      default:
        return answers.packageName
    }
  })
}

/** Fixtures name paths with that of the template's address before them. */
export const withPath = (fixture: string, { baseURL }: Answers): string =>
  fixture.replaceAll(
    /^(GET|POST|PUT|PATCH|DELETE) \/v1\//gm,
    (_, method: string) => `${method} ${new URL(baseURL).pathname.replace(/\/$/, '')}/`,
  )

/** Refuses a name that the template's code uses for something else. */
export function checkIdentifier(code: string, { names: { id, identifier } }: Answers): void {
  if (
    identifier !== 'acme' &&
    new RegExp(`(?<![\\w'-])${identifier}(?![\\w'-])`).test(code.replaceAll(/^\s*(?:\/\/|\/?\*).*$/gm, ''))
  )
    refuse(`"${id}" is a word of the template's code; choose another name.`)
}
