import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** One line of a sidebar, with what is folded under it. */
export interface Item {
  readonly text: string
  readonly link?: string
  readonly collapsed?: boolean
  readonly items?: readonly Item[]
}

const kinds: Readonly<Record<string, string>> = {
  functions: 'Functions',
  variables: 'Values',
  interfaces: 'Interfaces',
  'type-aliases': 'Types',
}

/**
 * The generated reference as sidebars, by path: each entry point has its own, with its symbols by kind and name, for one
 * with all of them would weigh more than the pages.
 */
export function apiSidebars(folder: string): Readonly<Record<string, readonly Item[]>> {
  const modules = findModules(folder, '')
  const others = (module?: string): Item => ({
    text: 'Packages',
    items: modules.map((name) => ({
      text: `@llmrr/${name}`,
      link: `/api/${name}/`,
      ...(name === module && { items: symbols(folder, name) }),
    })),
  })
  return Object.fromEntries([['/api/', [others()]], ...modules.map((name) => [`/api/${name}/`, [others(name)]])])
}

const symbols = (folder: string, module: string): Item[] =>
  Object.entries(kinds).flatMap(([kind, text]) => {
    const names = listed(join(folder, module, kind)).flatMap((file) => /^(.+)\.md$/.exec(file)?.[1] ?? [])
    const items = names.toSorted().map((name) => ({ text: name, link: `/api/${module}/${kind}/${name}` }))
    return items.length > 0 ? [{ text, collapsed: true, items }] : []
  })

const order = ['core', 'cli', 'testing', 'testing/emulator', 'testing/host', 'provider-kit']

/** What a user meets first comes first; providers last, by name. */
const rank = (module: string): number => (order.indexOf(module) < 0 ? order.length : order.indexOf(module))

function findModules(folder: string, path: string): string[] {
  const entries = listed(join(folder, path))
  const own = path !== '' && entries.includes('index.md') ? [path] : []
  const below = entries
    .filter((name) => !name.includes('.') && !(name in kinds))
    .flatMap((name) => findModules(folder, path === '' ? name : `${path}/${name}`))
  return [...own, ...below].toSorted((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
}

const listed = (folder: string): string[] => {
  try {
    return readdirSync(folder)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
