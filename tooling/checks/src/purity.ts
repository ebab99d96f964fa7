import { builtinModules } from 'node:module'
import { analyze } from '@typescript-eslint/scope-manager'
import { importsOf, lineOf, parse, walk } from './syntax.ts'
import type { Check, Finding } from './repo.ts'
import type { Node, Source } from './syntax.ts'

/** Core, the kit and the providers reach a clock, chance, the environment, timers and the network by `context.host` only. */
export const purity: Check = (repo) =>
  repo.paths.filter(isPure).flatMap((path) => {
    const source = parse(path, repo.read(path))
    return [...impureImports(source), ...impureGlobals(source)]
  })

/** Where the outside world comes in: the default host, and credentials that are loaded when used. */
const outside = /^packages\/core\/src\/host\.ts$|^packages\/provider-[^/]+\/src\/auth\/[^/]+\.node\.ts$/

function isPure(path: string): boolean {
  return /^packages\/(core|provider-[^/]+|[^/]+\/templates\/[^/]+)\/src\/.*\.ts$/.test(path) && !outside.test(path)
}

const instead = {
  clock: 'use context.host.now()',
  random: 'use context.host.random()',
  timer: 'use context.host.sleep() or context.host.timer()',
  env: 'use context.host.env()',
  network: 'use context.host.fetch()',
  world: 'take it from context.host',
} as const

/** Globals that may not be named at all. */
const banned: Readonly<Record<string, keyof typeof instead>> = {
  performance: 'clock',
  setTimeout: 'timer',
  setInterval: 'timer',
  setImmediate: 'timer',
  clearTimeout: 'timer',
  clearInterval: 'timer',
  clearImmediate: 'timer',
  requestAnimationFrame: 'timer',
  requestIdleCallback: 'timer',
  fetch: 'network',
  XMLHttpRequest: 'network',
  WebSocket: 'network',
  EventSource: 'network',
  process: 'env',
  Deno: 'env',
  Bun: 'env',
  globalThis: 'world',
  window: 'world',
  self: 'world',
  global: 'world',
  navigator: 'world',
  location: 'world',
  document: 'world',
  localStorage: 'world',
  sessionStorage: 'world',
  caches: 'world',
  indexedDB: 'world',
  require: 'world',
  module: 'world',
  __dirname: 'world',
  __filename: 'world',
  eval: 'world',
  Function: 'world',
  Buffer: 'world',
}

/** Globals of which only some members may be used, so that no alias carries the others away. */
const partly: Readonly<Record<string, { readonly use: RegExp; readonly not: keyof typeof instead }>> = {
  Date: { use: /^(parse|UTC)$/, not: 'clock' },
  Math: { use: /^(?!random$)/, not: 'random' },
  crypto: { use: /^subtle$/, not: 'random' },
  AbortSignal: { use: /^(any|abort)$/, not: 'timer' },
}

/** Made when a function runs, never when the module is loaded: some runtimes refuse these at start, all pay for them. */
const notAtImport = new Set(
  'Headers Request Response FormData Blob File AbortController AbortSignal ReadableStream WritableStream TransformStream crypto'.split(
    ' ',
  ),
)

function impureImports(source: Source): Finding[] {
  return importsOf(source).flatMap(({ specifier, dynamic, typeOnly, start }) => {
    const finding = (message: string) => [{ path: source.path, line: lineOf(source.text, start), message }]
    if (specifier === undefined)
      return finding('loads a module whose name is computed; bundlers and readers cannot follow it.')
    if (specifier.startsWith('node:') || builtinModules.includes(specifier.split('/')[0] ?? '')) {
      return finding(`imports ${specifier}; only src/auth/*.node.ts, loaded when used, may.`)
    }
    return specifier.endsWith('.node.ts') && !dynamic && !typeOnly
      ? finding(`imports ${specifier} when it is loaded; use \`await import()\` where it is needed.`)
      : []
  })
}

function impureGlobals(source: Source): Finding[] {
  const parents = parentsOf(source.program)
  const globals = analyze(source.program as never, { sourceType: 'module', lib: [] }).globalScope?.through ?? []
  const named = globals.flatMap((reference): Finding[] => {
    const node = reference.identifier as unknown as Node
    const above = parents.get(node) ?? []
    // `typeof fetch` as a type names the value and does not touch it.
    if (!reference.isValueReference || above.some(({ type }) => type === 'TSTypeQuery')) return []
    const message = problem(reference.identifier.name, node, above)
    return message ? [{ path: source.path, line: lineOf(source.text, node.start), message }] : []
  })
  return [...named, ...importMeta(source)]
}

function problem(name: string, node: Node, above: readonly Node[]): string | undefined {
  if (Object.hasOwn(banned, name)) return `touches the global ${name}; ${instead[banned[name]!]}.`
  if (Object.hasOwn(partly, name)) {
    const { use, not } = partly[name]!
    const [parent] = above
    const member = memberOf(parent, node)
    const made = name === 'Date' && isMade(parent, node)
    if (member === undefined ? !made && !isInstanceCheck(parent, node) : !use.test(member)) {
      return `touches the global ${name}${member === undefined ? '' : `.${member}`}; ${instead[not]}.`
    }
  }
  return notAtImport.has(name) && !above.some(runsLater) && !isInstanceCheck(above[0], node)
    ? `touches the global ${name} when the module is loaded; nothing happens at import.`
    : undefined
}

/** The property in `name.property`. A computed one could be any, so it counts as the use of the whole. */
function memberOf(parent: Node | undefined, node: Node): string | undefined {
  if (parent?.type !== 'MemberExpression' || parent['object'] !== node) return undefined
  return parent['computed'] ? undefined : String((parent['property'] as Node)['name'])
}

/** `new Date(when)`; without an argument it reads the clock. */
function isMade(parent: Node | undefined, node: Node): boolean {
  const given = parent?.['arguments']
  const [first] = Array.isArray(given) ? (given as Node[]) : []
  return parent?.type === 'NewExpression' && parent['callee'] === node && !!first && first.type !== 'SpreadElement'
}

function isInstanceCheck(parent: Node | undefined, node: Node): boolean {
  return parent?.type === 'BinaryExpression' && parent['operator'] === 'instanceof' && parent['right'] === node
}

/** A static field, a decorator and a default at module level run at import; a body or an instance's field does not. */
function runsLater(node: Node): boolean {
  return (
    node.type === 'FunctionDeclaration' ||
    node.type === 'FunctionExpression' ||
    node.type === 'ArrowFunctionExpression' ||
    (node.type === 'PropertyDefinition' && !node['static'])
  )
}

function importMeta(source: Source): Finding[] {
  const found: Finding[] = []
  walk(source.program, (node) => {
    if (node.type !== 'MetaProperty' || (node['meta'] as Node)['name'] !== 'import') return
    const line = lineOf(source.text, node.start)
    found.push({
      path: source.path,
      line,
      message: 'touches import.meta; browsers and bundlers give it other meanings.',
    })
  })
  return found
}

function parentsOf(program: Node): Map<Node, readonly Node[]> {
  const parents = new Map<Node, readonly Node[]>()
  walk(program, (node, above) => parents.set(node, above))
  return parents
}
