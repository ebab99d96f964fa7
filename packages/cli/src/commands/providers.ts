import { parse } from '../arguments.ts'
import { credentialsFound } from '../discover.ts'
import { capabilitiesOf } from '../capabilities.ts'
import { unknown } from '../figures.ts'
import { exit } from '../run.ts'
import { style } from '../style.ts'
import { table } from '../table.ts'
import { installed } from '../user-router.ts'
import type { Terminal } from '../terminal.ts'

const options = { json: { type: 'boolean' } } as const

/** `llmrr providers`: what is installed, what it can do, and which credentials were found (never their values). */
export async function providers(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values } = parse(args, options)
  const { found, providers: all } = await installed(terminal)
  const byKind = new Map(found.flatMap((entry) => (entry.plugin ? [[entry.plugin.kind, entry] as const] : [])))
  const rows = all.map((provider) => {
    const from = byKind.get(provider.kind)
    return {
      id: provider.id,
      package: from ? `${from.name}@${from.version}` : 'llmrr.config',
      official: from?.official ?? false,
      capabilities: capabilitiesOf(provider),
      extras: Object.keys(provider.extras ?? {}),
      credentials: { looked: provider.credentials ?? [], found: credentialsFound(provider, terminal.env) },
      defaultModel: provider.defaultModel,
    }
  })
  const broken = found.filter(({ problem }) => problem !== undefined)
  if (values.json) {
    terminal.out(
      `${JSON.stringify({ providers: rows, broken: broken.map(({ name, version, problem }) => ({ name, version, problem })) }, null, 2)}\n`,
    )
    return broken.length > 0 ? exit.failed : exit.ok
  }
  const paint = style(terminal.colour)
  if (rows.length > 0) {
    terminal.out(
      table(
        ['provider', 'package', 'credentials', 'default model', 'can'],
        rows.map((row) => [
          row.id,
          `${row.package} (${row.official ? 'official' : row.package === 'llmrr.config' ? 'configured' : 'community'})`,
          row.credentials.looked.length === 0
            ? unknown
            : row.credentials.found.length > 0
              ? paint.green(`found ${row.credentials.found.join(', ')}`)
              : paint.yellow(`no ${row.credentials.looked.join(' or ')}`),
          row.defaultModel ?? unknown,
          [...row.capabilities, ...(row.extras.length > 0 ? [`extras (${row.extras.length})`] : [])].join(', '),
        ]),
      ),
    )
  } else if (broken.length === 0)
    terminal.note(
      'No provider is installed here: npm install @llmrr/provider-openai (or any other @llmrr/provider-*).\n',
    )
  for (const { name, version, problem } of broken) terminal.note(`${paint.red(`${name}@${version}`)}: ${problem}.\n`)
  return broken.length > 0 || rows.length === 0 ? exit.failed : exit.ok
}
