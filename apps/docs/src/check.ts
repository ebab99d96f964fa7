import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { supportTable } from '@llmrr/testing/support'
import { root, site } from './packages.ts'
import { officials, servicesNow } from './providers.ts'
import { embedsOf, handWritten, regionOf, regionsOf, renewed } from './regions.ts'

// The pages and the READMEs show code that is run and tables that are made. With `--write` what is marked is made anew,
// everywhere or in the packages whose folders follow.
const [option, ...only] = process.argv.slice(2)
const isWritten = (path: string): boolean =>
  option === '--write' &&
  (only.length === 0 || path === 'README.md' || only.some((folder) => path.startsWith(`packages/${folder}/`)))
const findings: string[] = []
const used = new Set<string>()

const providers = await officials()
const supports = providers.map(({ slug, provider }) => [`support/${slug}`, supportTable(provider)] as const)
const tables: Readonly<Record<string, string>> = { services: servicesNow(providers), ...Object.fromEntries(supports) }

const sources = {
  region(file: string, name: string): string {
    // A whole file is named from the root of the repository.
    if (name === '') return readFileSync(join(root, file), 'utf8')
    used.add(`${file}#${name}`)
    return regionOf(readFileSync(join(site, 'examples', file), 'utf8'), name)
  },
  generated(name: string): string {
    const table = tables[name]
    if (table === undefined) throw new Error(`nothing is generated as "${name}"`)
    return table
  },
}

for (const path of ['README.md', ...globSync('packages/*/README.md', { cwd: root })]) {
  const text = readFileSync(join(root, path), 'utf8')
  attempt(path, () => {
    const made = renewed(text, sources)
    if (made === text) return
    if (isWritten(path)) writeFileSync(join(root, path), made)
    else findings.push(`${path} is not what its sources say; run \`pnpm check --write\` and look at the difference.`)
  })
  byHand(path, text)
}

for (const { slug } of providers) {
  const path = `packages/provider-${slug}/README.md`
  if (!existsSync(join(root, path))) findings.push(`${path} is missing.`)
  else if (
    !readFileSync(join(root, path), 'utf8').includes(`\n## What it can do\n\n<!-- generated: support/${slug} -->\n`)
  )
    findings.push(`${path} does not begin "What it can do" with <!-- generated: support/${slug} --> and <!-- end -->.`)
}

for (const path of globSync('{*,guide/*,providers/*}.md', { cwd: site })) {
  if (path === 'README.md') continue
  const text = readFileSync(join(site, path), 'utf8')
  byHand(`apps/docs/${path}`, text)
  for (const { path: file, region, line } of embedsOf(text)) {
    const where = `apps/docs/${path}:${line}`
    if (!existsSync(join(site, file))) findings.push(`${where} shows ${file}, which does not exist.`)
    else if (region !== undefined) attempt(where, () => sources.region(file.replace(/^examples\//, ''), region))
  }
}

for (const path of globSync('**/*.ts', { cwd: join(site, 'examples'), exclude: ['**/node_modules'] })) {
  for (const name of regionsOf(readFileSync(join(site, 'examples', path), 'utf8'))) {
    if (!used.has(`${path}#${name}`))
      findings.push(`apps/docs/examples/${path} has a region "${name}" that no page shows.`)
  }
}

for (const finding of findings) console.log(finding)
process.exitCode = findings.length === 0 ? 0 : 1

function byHand(path: string, text: string): void {
  for (const { line } of handWritten(text)) {
    findings.push(`${path}:${line} has code that is no region of a file in apps/docs/examples, so nobody runs it.`)
  }
}

function attempt(where: string, run: () => void): void {
  try {
    run()
  } catch (error) {
    findings.push(`${where}: ${(error as Error).message}.`)
  }
}
