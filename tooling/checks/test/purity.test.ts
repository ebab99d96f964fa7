import { describe, expect, it } from 'vitest'
import { purity } from '../src/purity.ts'
import { memoryRepo } from '../src/repo.ts'

const problems = (text: string, path = 'packages/core/src/x.ts') =>
  purity(memoryRepo({ [path]: text })).map(({ message }) => message)

const inside = (expression: string) => problems(`export function f(when: string) { return ${expression} }`)

describe('what is refused', () => {
  it.each([
    ['Date.now()', 'touches the global Date.now; use context.host.now().'],
    ['new Date()', 'touches the global Date; use context.host.now().'],
    ['Date()', 'touches the global Date; use context.host.now().'],
    ['[Date]', 'touches the global Date; use context.host.now().'],
    ['new Date(...[])', 'touches the global Date; use context.host.now().'],
    ['performance.now()', 'touches the global performance; use context.host.now().'],
    ['Math.random()', 'touches the global Math.random; use context.host.random().'],
    ["Math['random']()", 'touches the global Math; use context.host.random().'],
    ['(({ random }) => random())(Math)', 'touches the global Math; use context.host.random().'],
    ['crypto.randomUUID()', 'touches the global crypto.randomUUID; use context.host.random().'],
    ['setTimeout(() => {}, 1)', 'touches the global setTimeout; use context.host.sleep() or context.host.timer().'],
    [
      'AbortSignal.timeout(1)',
      'touches the global AbortSignal.timeout; use context.host.sleep() or context.host.timer().',
    ],
    ['process.env', 'touches the global process; use context.host.env().'],
    ['typeof process', 'touches the global process; use context.host.env().'],
    ['fetch(when)', 'touches the global fetch; use context.host.fetch().'],
    ['{ fetch }', 'touches the global fetch; use context.host.fetch().'],
    ['globalThis.fetch', 'touches the global globalThis; take it from context.host.'],
    ['import.meta.env', 'touches import.meta; browsers and bundlers give it other meanings.'],
  ])('%s', (expression, message) => expect(inside(expression)).toEqual([message]))

  it('node modules', () =>
    expect(problems(`import { readFile } from 'node:fs/promises'\nimport 'fs'`)).toEqual([
      'imports node:fs/promises; only src/auth/*.node.ts, loaded when used, may.',
      'imports fs; only src/auth/*.node.ts, loaded when used, may.',
    ]))
  it('node modules, loaded when used', () => expect(inside(`import('node:fs')`)).toHaveLength(1))
  it('a module whose name is computed', () => expect(inside('import(when)')).toHaveLength(1))
  it('credentials of Node that are loaded at import', () =>
    expect(problems(`import { aws } from './auth/aws.node.ts'`)).toHaveLength(1))
  it('a default host anywhere but in core', () =>
    expect(problems('export const f = () => Date.now()', 'packages/provider-kit/src/host.ts')).toHaveLength(1))
})

describe('what is refused when the module is loaded', () => {
  const message = 'touches the global Headers when the module is loaded; nothing happens at import.'
  it('a constant', () => expect(problems('const shared = new Headers()')).toEqual([message]))
  it('a static field', () => expect(problems('class A { static shared = new Headers() }')).toEqual([message]))
  it('but not in a function', () => expect(inside('new Headers()')).toEqual([]))
  it('and not in the field of an instance', () => expect(problems('class A { own = new Headers() }')).toEqual([]))
})

describe('what is allowed', () => {
  it.each([
    'Date.parse(when)',
    'new Date(when)',
    'new Date(0, 1)',
    'Math.max(1, 2)',
    'crypto.subtle',
    'AbortSignal.any([])',
    '(when as unknown) instanceof Date',
  ])('%s', (expression) => expect(inside(expression)).toEqual([]))

  it('names that only look like globals', () =>
    expect(
      problems(
        `export function f(host: { fetch(): void; random(): number }, process: number, o: { self: 1 }) {
           host.fetch(); host.random(); const { self, fetch } = { ...o, fetch: 1 }; return { process, self, fetch, setTimeout: 1 }
         }`,
      ),
    ).toEqual([]))
  it('types of globals', () =>
    expect(problems('export type F = typeof fetch\nexport let h: Headers, d: Date')).toEqual([]))
  it('the default host of core', () =>
    expect(problems('export const f = () => Date.now()', 'packages/core/src/host.ts')).toEqual([]))
  it('credentials of Node in their own file, loaded when used', () => {
    expect(problems(`import 'node:fs'`, 'packages/provider-acme/src/auth/aws.node.ts')).toEqual([])
    expect(problems(`export const f = () => import('./auth/aws.node.ts')`)).toEqual([])
  })
  it('anything in tests and in the testing kit', () => {
    expect(problems('Date.now()', 'packages/core/test/x.test.ts')).toEqual([])
    expect(problems('Date.now()', 'packages/testing/src/x.ts')).toEqual([])
  })
})
