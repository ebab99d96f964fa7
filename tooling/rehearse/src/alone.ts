import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './pack.ts'
import { runIn } from './run-in.ts'
import type { Emulator } from '@llmrr/testing/emulator'

/** Archives by the name of their package. */
export type Archives = Readonly<Record<string, string>>

/** What the program prints. */
interface Said {
  readonly text: string
  readonly streamed: string
  readonly usage?: object
  readonly attempts: number
}

/** What is asked at a gateway, which has no model of its own. */
const behind: Readonly<Record<string, string>> = {
  litellm: 'litellm/gpt-5.4-mini',
  portkey: 'portkey/@openai/gpt-5.4-mini',
}

/** Installs packages of ours in a new folder; all that they need of ours comes from its archive too. */
export async function install(project: string, names: readonly string[], archives: Archives): Promise<void> {
  mkdirSync(project)
  const dependencies = Object.fromEntries(names.map((name) => [name, archives[name]]))
  writeFileSync(join(project, 'package.json'), JSON.stringify({ private: true, type: 'module', dependencies }))
  const overrides = Object.entries(archives).map(([name, archive]) => `  '${name}': '${archive}'\n`)
  writeFileSync(join(project, 'pnpm-workspace.yaml'), `packages: []\noverrides:\n${overrides.join('')}`)
  // Not npm: here a package does not find what it does not ask for itself.
  await runIn(project, 'pnpm', ['install', '--no-frozen-lockfile', '--prefer-offline'])
}

/**
 * A program against the one provider of a project passes the type check, makes a router, and chats with the emulator in one piece and as a stream.
 * Answers what was said; `undefined` where the emulator does not speak the service's protocol.
 *
 * @throws Error that names what failed, with what it printed.
 */
export async function firstChat(project: string, slug: string, emulator: Emulator): Promise<string | undefined> {
  const name = `@llmrr/provider-${slug}`
  const plugin = await pluginOf(join(project, 'node_modules', name))
  cpSync(join(import.meta.dirname, '../consumer'), project, { recursive: true })
  const app = join(project, 'app.ts')
  const program = readFileSync(app, 'utf8')
    .replace('@llmrr/provider-openai', name)
    .replaceAll("'openai'", `'${behind[slug] ?? slug}'`)
    .replaceAll(/\bopenai(?= }|\()/g, plugin)
  writeFileSync(app, program)
  await runIn(project, join(root, 'node_modules/.bin/tsc'), ['-p', '.'])

  if (!emulator.services.some((service) => service === slug)) return undefined
  const printed = await runIn(project, process.execPath, ['app.ts'], emulator.env())
  const { text, streamed, usage, attempts } = JSON.parse(printed) as Said
  if (text === '' || streamed === '' || !usage || attempts !== 1)
    throw new Error(`The first chat of ${name} is not what it should be: ${printed}`)
  return text
}

/** The name of the plugin function that a package exports, which makes a provider of nothing but its defaults. */
async function pluginOf(folder: string): Promise<string> {
  const exported = (await import(pathToFileURL(join(folder, 'dist/index.js')).href)) as Record<string, unknown>
  const plugin = Object.keys(exported).find((name) => name !== 'default' && exported[name] === exported['default'])
  if (plugin === undefined) throw new Error(`${folder} exports no plugin function by its name and as its default.`)
  return plugin
}
