import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { capabilitiesOf } from '@llmrr/testing/support'
import { writeApi } from './api.ts'
import { apiSidebars } from './api-sidebar.ts'
import { capabilityMatrix, chatComparison } from './comparison.ts'
import { modelTables } from './model-tables.ts'
import { root, site } from './packages.ts'
import { providerPage } from './provider-page.ts'
import { officials, servicesNow } from './providers.ts'
import { serviceName } from './services.ts'
import { typeReader } from './type-tables.ts'
import type { Compared } from './comparison.ts'

// Everything that the pages show of the code; ignored by git, made before each build.
const out = join(site, 'generated')
mkdirSync(out, { recursive: true })

const providers = await officials()

await writeApi()
writeFileSync(
  join(out, 'services.md'),
  servicesNow(providers, (slug) => `/providers/${slug}`),
)
writeProviders()
await writeModels()
writeHelp()
writeFileSync(
  join(out, 'sidebar.json'),
  JSON.stringify({
    providers: [
      {
        text: 'Providers',
        items: [
          { text: 'All providers', link: '/providers/' },
          ...providers.map(({ slug }) => ({ text: serviceName(slug), link: `/providers/${slug}` })),
        ],
      },
    ],
    api: apiSidebars(join(site, 'api')),
  }),
)

function writeProviders(): void {
  const entry = (slug: string): string => `packages/provider-${slug}/src/index.ts`
  const types = typeReader(providers.map(({ slug }) => entry(slug)))
  for (const { slug, plugin } of providers) {
    const readme = `packages/provider-${slug}/README.md`
    const [config, options] = types.exported(entry(slug), /Config$/, /Options$/)
    try {
      const page = providerPage(readFileSync(join(root, readme), 'utf8'), {
        name: serviceName(slug),
        plugin,
        config: config ?? '',
        options: options ?? '',
        models: `<!--@include: ../generated/models-${slug}.md-->\n`,
      })
      writeFileSync(join(site, `providers/${slug}.md`), page)
    } catch (error) {
      throw new Error(`${readme} ${(error as Error).message}.`, { cause: error })
    }
  }
}

async function writeModels(): Promise<void> {
  const all: string[] = []
  const compared: Compared[] = []
  for (const { slug, provider } of providers) {
    const { models = [] } = (await provider.models?.()) ?? {}
    const tables = modelTables(models)
    writeFileSync(join(out, `models-${slug}.md`), tables)
    all.push(`## ${serviceName(slug)}\n\n${tables}`)
    compared.push({ slug, name: serviceName(slug), capabilities: capabilitiesOf(provider), models })
  }
  writeFileSync(join(out, 'capability-matrix.md'), capabilityMatrix(compared))
  writeFileSync(join(out, 'chat-comparison.md'), chatComparison(compared))
  writeFileSync(join(out, 'models.md'), all.join('\n'))
}

/** What `llmrr help` prints, command by command. */
function writeHelp(): void {
  const help = (...args: string[]): string =>
    execFileSync(process.execPath, [join(root, 'packages/cli/src/main.ts'), 'help', ...args], { encoding: 'utf8' })
  for (const command of ['', 'chat', 'models', 'providers', 'emulate', 'start']) {
    const text = help(...(command ? [command] : [])).trimEnd()
    writeFileSync(join(out, `help${command && `-${command}`}.md`), `\`\`\`text\n${text}\n\`\`\`\n`)
  }
}
