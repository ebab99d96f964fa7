import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { site } from './packages.ts'

// VitePress fails on links to pages that are not there, but not on links to headings that are not.
const dist = join(site, 'dist')
const ids = new Map<string, ReadonlySet<string>>()
const links: { readonly from: string; readonly page: string; readonly id: string }[] = []

for (const file of globSync('**/*.html', { cwd: dist })) {
  const html = readFileSync(join(dist, file), 'utf8')
  const page = `/${file.replace(/(?:^|(?<=\/))index\.html$/, '').replace(/\.html$/, '')}`
  ids.set(page, new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id!)))
  const main = html.slice(html.indexOf('<main'), html.lastIndexOf('</main>'))
  for (const [, to, id] of main.matchAll(/ href="(\/[^"#]*|)#([^"]+)"/g))
    links.push({ from: page, page: to || page, id: id! })
}

const dead = links.filter(({ page, id }) => !ids.get(page)?.has(decodeURIComponent(id)))
for (const { from, page, id } of dead) console.log(`${from} links to ${page}#${id}, which is not there.`)
process.exitCode = dead.length === 0 ? 0 : 1
