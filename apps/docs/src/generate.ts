import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeApi } from './api.ts'
import { apiSidebars } from './api-sidebar.ts'
import { providerSlugs, site } from './packages.ts'
import { names } from './services.ts'

const out = join(site, 'generated')
mkdirSync(out, { recursive: true })

await writeApi()

const providers = {
  text: 'Providers',
  items: [
    { text: 'All providers', link: '/providers/' },
    ...providerSlugs().map((slug) => ({ text: names[slug] ?? slug, link: `/providers/${slug}` })),
  ],
}
writeFileSync(join(out, 'sidebar.json'), JSON.stringify({ providers: [providers], api: apiSidebars(join(site, 'api')) }))
