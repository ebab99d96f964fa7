import { globSync, lstatSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** A package that an install brought into a project. */
export interface Installed {
  readonly name: string
  readonly bytes: number
}

/** What pnpm put into a project. Each package stands in it once; whatever needs it has a link to it. */
export function installedIn(project: string): readonly Installed[] {
  const store = join(project, 'node_modules/.pnpm')
  return globSync('*/node_modules/{[!@]*,@*/*}', { cwd: store })
    .map((path) => join(store, path))
    .filter((folder) => !folder.startsWith(join(store, 'node_modules')) && !lstatSync(folder).isSymbolicLink())
    .map((folder) => {
      const { name } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name: string }
      return { name, bytes: bytesIn(folder) }
    })
}

const bytesIn = (folder: string): number =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((total, entry) => total + lstatSync(join(entry.parentPath, entry.name)).size, 0)
