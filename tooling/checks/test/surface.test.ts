import { describe, expect, it } from 'vitest'
import { docComments } from '../src/doc-comments.ts'
import { memoryRepo, overlay } from '../src/repo.ts'
import { surface, surfaces } from '../src/surface.ts'
import { house } from './house.ts'

const index = 'packages/provider-acme/src/index.ts'

describe('a doc comment on every public export', () => {
  const problems = (files: Record<string, string>) =>
    docComments(house(files)).map(({ path, line, message }) => `${path.split('/src/')[1]}:${line} ${message}`)

  it('misses one', () =>
    expect(problems({ [index]: '/** Acme. */\nexport const acme = 1\nexport const other = 2' })).toEqual([
      'index.ts:3 exports other without a doc comment.',
    ]))
  it('misses one behind re-exports of every kind', () =>
    expect(
      problems({
        [index]: `export * from './a.ts'\nimport { d } from './a.ts'\nexport { b as c } from './a.ts'\nexport { d }\nexport default d`,
        'packages/provider-acme/src/a.ts': 'export interface A {}\nexport function b() {}\nconst d = 1\nexport { d }',
      }),
    ).toEqual([
      'a.ts:1 exports A without a doc comment.',
      'a.ts:2 exports b without a doc comment.',
      'a.ts:3 exports d without a doc comment.',
      'a.ts:2 exports c without a doc comment.',
      'a.ts:3 exports default without a doc comment.',
    ]))
  it('does not take another comment for one', () => {
    expect(problems({ [index]: '// Acme.\nexport const acme = 1' })).toHaveLength(1)
    expect(problems({ [index]: '/** */\nexport const acme = 1' })).toHaveLength(1)
    expect(problems({ [index]: '/** Far away. */\nconst x = 1\nexport const acme = x' })).toHaveLength(1)
  })
  it('is content with one comment for all overloads', () =>
    expect(
      problems({ [index]: '/** F. */\nexport function f(a: 1): 1\nexport function f(a: unknown) { return a }' }),
    ).toEqual([]))
  it('leaves what is not exported alone', () => expect(problems({ [index]: 'const inner = 1' })).toEqual([]))
  it('reads past a note to the maintainers', () =>
    expect(problems({ [index]: '/** Acme. */\n// Why it is so.\nexport const acme = 1' })).toEqual([]))
})

describe('the public surface', () => {
  const declarations = memoryRepo({
    [index]: `export * from './a.ts'\nexport { acme as default } from './a.ts'\nexport { bearer } from '@llmrr/provider-kit'\n`,
    'packages/provider-acme/src/a.ts': `
/** Acme. */
export declare const acme: (a: string) => B, other: 2;
/** B. */
export interface B {
    /** Its id. */
    readonly id: string;
}
declare const inner: 1;
`,
  })
  const path = 'packages/provider-acme/api.md'
  const text = surfaces(house(), declarations)[path]!

  it('says the signatures of all that is exported, without comments', () =>
    expect(text.split('```')[1]).toBe(`ts
interface B {
    readonly id: string;
}
const acme: (a: string) => B
export { bearer } from '@llmrr/provider-kit'
default = const acme: (a: string) => B
const other: 2
`))
  it('is content when the committed file says the same', () =>
    expect(surface(overlay(house(), { [path]: text }), declarations)).toEqual([]))
  it('fails when the committed file says something else', () => {
    const message = 'is not the public surface of the package; run `pnpm check --write` and look at the difference.'
    expect(surface(overlay(house(), { [path]: text.replace('other: 2', 'other: 3') }), declarations)).toEqual([
      { path, message },
    ])
  })
})
