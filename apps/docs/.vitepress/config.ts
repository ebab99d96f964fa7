import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig } from 'vitepress'
import type { DefaultTheme } from 'vitepress'

const repository = 'https://github.com/llmrr/llmrr'

const guide = [
  {
    text: 'Start',
    items: [
      { text: 'What it is', link: '/guide/what-it-is' },
      { text: 'Quick start', link: '/guide/quick-start' },
      { text: 'Choose a service', link: '/guide/choose' },
    ],
  },
  {
    text: 'Use it',
    items: [
      { text: 'Chat', link: '/guide/chat' },
      { text: 'Streaming', link: '/guide/streaming' },
      { text: 'Routing and fallback', link: '/guide/routing' },
      { text: 'Errors', link: '/guide/errors' },
      { text: 'Cost', link: '/guide/cost' },
      { text: 'Vision, audio, search', link: '/guide/media' },
      { text: 'Other capabilities', link: '/guide/capabilities' },
      { text: 'Models', link: '/guide/models' },
      { text: 'Local models', link: '/guide/local-models' },
      { text: 'Gateways', link: '/guide/gateways' },
    ],
  },
  {
    text: 'Tools',
    items: [
      { text: 'Testing with the emulator', link: '/guide/testing' },
      { text: 'The llmrr command', link: '/guide/cli' },
    ],
  },
  { text: 'Extend it', items: [{ text: 'Write a provider', link: '/guide/write-a-provider' }] },
]

/** Made by `src/generate.ts`. */
interface Sidebars {
  readonly providers: DefaultTheme.SidebarItem[]
  readonly api: DefaultTheme.SidebarMulti
}

const made = JSON.parse(readFileSync(join(import.meta.dirname, '../generated/sidebar.json'), 'utf8')) as Sidebars
const sidebar = [...guide, ...made.providers]

export default defineConfig({
  title: 'LLMRR',
  description: 'One small, typed interface to every LLM service, and the router above it.',
  lang: 'en-GB',
  srcExclude: ['README.md', 'generated/**', 'examples/**', 'src/**', 'test/**'],
  outDir: 'dist',
  cacheDir: '.vitepress/cache',
  cleanUrls: true,
  metaChunk: true,
  head: [['link', { rel: 'icon', href: "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E" }]],
  markdown: { theme: { light: 'github-light-high-contrast', dark: 'github-dark' } },
  // The index of the search is one chunk.
  vite: { build: { chunkSizeWarningLimit: 4096 } },
  themeConfig: {
    nav: [
      { text: 'Guide', link: '/guide/what-it-is', activeMatch: '/guide/' },
      { text: 'Providers', link: '/providers/', activeMatch: '/providers/' },
      { text: 'API', link: '/api/', activeMatch: '/api/' },
    ],
    sidebar: { '/guide/': sidebar, '/providers/': sidebar, ...made.api },
    outline: { level: [2, 3] },
    search: {
      provider: 'local',
      // What explains comes before what lists.
      options: { miniSearch: { searchOptions: { boostDocument: (id: string) => (id.startsWith('/api/') ? 0.4 : 1) } } },
    },
    socialLinks: [{ icon: 'github', link: repository }],
    footer: { message: 'MIT licence' },
  },
})
