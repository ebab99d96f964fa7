import { expect, it } from 'vitest'
import { floors } from '../src/floors.ts'
import { memoryRepo } from '../src/repo.ts'

const problems = (path: string, text: string) => floors(memoryRepo({ [path]: text })).map(({ message }) => message)
const down = 'an import only goes down the floors core <- provider-kit <- provider-* <- cli.'

it('lets a provider import core, the kit, a library and its own files', () =>
  expect(
    problems(
      'packages/provider-acme/src/index.ts',
      `import { a } from '@llmrr/core'\nexport * from '@llmrr/provider-kit'\nimport * as v from 'valibot'\nimport './x.ts'\nimport('./models.ts')`,
    ),
  ).toEqual([]))

it('lets no provider import another', () =>
  expect(problems('packages/provider-acme/src/index.ts', `import { groq } from '@llmrr/provider-groq'`)).toEqual([
    'imports @llmrr/provider-groq: no provider imports another; what two share lives in provider-kit.',
  ]))

it('lets no import go up, not even a dynamic or a type import', () => {
  expect(problems('packages/provider-kit/src/x.ts', `await import('@llmrr/provider-groq')`)).toEqual([
    `imports @llmrr/provider-groq: ${down}`,
  ])
  expect(problems('packages/testing/src/x.ts', `import type { X } from '@llmrr/provider-kit'`)).toEqual([
    `imports @llmrr/provider-kit: ${down}`,
  ])
  expect(problems('packages/core/src/x.ts', `type X = import('@llmrr/provider-kit').X`)).toEqual([
    `imports @llmrr/provider-kit: ${down}`,
  ])
})

it('keeps core free of libraries', () =>
  expect(problems('packages/core/src/x.ts', `import { ofetch } from 'ofetch'`)).toEqual([
    'imports ofetch: core has no runtime dependency.',
  ]))

it('keeps the testing kit out of what is published', () =>
  expect(problems('packages/provider-acme/src/x.ts', `import '@llmrr/testing'`)).toEqual([
    `imports @llmrr/testing: ${down}`,
  ]))

it('lets the tests of a provider use the testing kit, but not those of core', () => {
  expect(problems('packages/provider-acme/test/x.test.ts', `import '@llmrr/testing/emulator'`)).toEqual([])
  expect(problems('packages/core/test/x.test.ts', `import '@llmrr/testing'`)).toHaveLength(1)
})

it('wants a package imported by its name', () =>
  expect(problems('packages/provider-acme/src/a/x.ts', `export * from '../../../core/src/index.ts'`)).toEqual([
    'imports ../../../core/src/index.ts, a file of another package; import the package by its name.',
  ]))

it('lends the testing kit to the tests of core by path, and to nobody else', () => {
  const text = `import '../../testing/src/host/index.ts'`
  expect(problems('packages/core/test/x.test.ts', text)).toEqual([])
  expect(problems('packages/core/src/x.ts', text)).toHaveLength(1)
  expect(problems('packages/provider-acme/test/x.test.ts', text)).toHaveLength(1)
})

it('keeps src from reaching into the tests', () =>
  expect(problems('packages/core/src/x.ts', `import '../test/y.ts'`)).toEqual([
    'imports ../test/y.ts: what is published does not reach outside src.',
  ]))

it('says the line', () =>
  expect(floors(memoryRepo({ 'packages/core/src/x.ts': `\n\nimport 'ofetch'` }))).toMatchObject([{ line: 3 }]))
