import { parseSync } from 'oxc-parser'

/** A node of the tree, in the shape that typescript-eslint gave it. */
export interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly range: [number, number]
  readonly [field: string]: unknown
}

/** A comment without its delimiters. */
export interface Comment {
  readonly type: 'Line' | 'Block'
  readonly value: string
  readonly start: number
  readonly end: number
}

/** A parsed file. */
export interface Source {
  readonly path: string
  readonly text: string
  readonly program: Node & { readonly body: readonly Node[] }
  readonly comments: readonly Comment[]
}

/** Parses TypeScript. A file that does not parse is an error: the type check names the place better than a check could. */
export function parse(path: string, text: string): Source {
  const { program, comments, errors } = parseSync(path, text, { astType: 'ts', range: true, lang: 'ts' })
  if (errors[0]) throw new Error(`${path} does not parse: ${errors[0].message}`)
  return { path, text, program: program as unknown as Source['program'], comments }
}

/** The line of an offset, counted from 1. */
export function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}

/** Children of a node, in the order of its fields. */
export function childrenOf(node: Node): Node[] {
  return Object.entries(node).flatMap(([field, value]) =>
    field === 'parent' ? [] : (Array.isArray(value) ? value : [value]).filter(isNode),
  )
}

/** Visits a tree from its root; `parents` goes from the nearest to the root. */
export function walk(node: Node, visit: (node: Node, parents: readonly Node[]) => void, parents: readonly Node[] = []) {
  visit(node, parents)
  for (const child of childrenOf(node)) walk(child, visit, [node, ...parents])
}

/** What a file imports, re-exports or loads, types included. A computed `import()` has no specifier. */
export interface Import {
  readonly specifier: string | undefined
  readonly dynamic: boolean
  readonly typeOnly: boolean
  readonly start: number
}

/** Every import of a file. */
export function importsOf(source: Source): Import[] {
  const found: Import[] = []
  walk(source.program, (node) => {
    const from = (node['source'] ?? node['argument']) as Node | null | undefined
    if (node.type === 'ImportExpression' || node.type === 'TSImportType') {
      const dynamic = node.type === 'ImportExpression'
      found.push({ specifier: literal(from), dynamic, typeOnly: !dynamic, start: node.start })
    } else if (from && /^(Import|ExportAll|ExportNamed)Declaration$/.test(node.type)) {
      const typeOnly = (node['importKind'] ?? node['exportKind']) === 'type'
      found.push({ specifier: literal(from), dynamic: false, typeOnly, start: node.start })
    }
  })
  return found
}

function literal(node: Node | null | undefined): string | undefined {
  const value = node?.type === 'TSLiteralType' ? (node['literal'] as Node)['value'] : node?.['value']
  return typeof value === 'string' ? value : undefined
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string' && 'start' in value
}
