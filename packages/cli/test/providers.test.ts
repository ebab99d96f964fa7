import { afterEach, describe, expect, it } from 'vitest'
import { isProviderName } from '../src/discover.ts'
import { run } from '../src/run.ts'
import { fakeTerminal } from './fake-terminal.ts'
import { project } from './project.ts'

const community = (body: string): Record<string, string> => ({
  'node_modules/llmrr-provider-acme/package.json': JSON.stringify({
    name: 'llmrr-provider-acme',
    version: '1.2.3',
    type: 'module',
    exports: './index.js',
  }),
  'node_modules/llmrr-provider-acme/index.js': body,
})
const acme = `const acme = () => Object.freeze({ api: 1, id: 'acme', kind: 'acme', credentials: ['ACME_KEY'], defaultModel: 'a-1', async *chat() {} })
export default Object.assign(acme, { kind: 'acme' })`

describe('llmrr providers', () => {
  let home: Awaited<ReturnType<typeof project>> | undefined
  afterEach(async () => {
    await home?.remove()
    home = undefined
  })

  it('lists official and community providers, what they can do and which credentials were found, without values', async () => {
    home = await project(
      {
        'package.json': JSON.stringify({
          dependencies: {
            '@llmrr/provider-groq': '*',
            '@llmrr/provider-kit': '*',
            'llmrr-provider-acme': '*',
            express: '*',
          },
        }),
        ...community(acme),
      },
      ['provider-groq'],
    )
    const { terminal, written } = fakeTerminal({ cwd: home.folder, env: { ACME_KEY: 'planted-secret' } })
    expect(await run(['providers'], terminal)).toBe(0)
    expect(written.out).toMatch(/^acme +llmrr-provider-acme@1\.2\.3 \(community\) +found ACME_KEY +a-1 +chat$/m)
    expect(written.out).toMatch(/^groq +@llmrr\/provider-groq@\S+ \(official\) +no GROQ_API_KEY/m)
    expect(written.out).not.toContain('express')
    expect(written.out + written.note).not.toContain('planted-secret')
  })

  it('counts extras for people, and names them for programs', async () => {
    const dependencies = JSON.stringify({ dependencies: { '@llmrr/provider-deepseek': '*' } })
    home = await project({ 'package.json': dependencies }, ['provider-deepseek'])
    const shown = fakeTerminal({ cwd: home.folder })
    expect(await run(['providers'], shown.terminal)).toBe(0)
    expect(shown.written.out).toMatch(/chat, complete, models, extras \(1\)$/m)
    const told = fakeTerminal({ cwd: home.folder })
    expect(await run(['providers', '--json'], told.terminal)).toBe(0)
    expect(JSON.parse(told.written.out)).toMatchObject({ providers: [{ id: 'deepseek', extras: ['balance'] }] })
  })

  it('names a package that does not load, and why, and fails', async () => {
    home = await project({
      'package.json': JSON.stringify({ dependencies: { 'llmrr-provider-acme': '*' } }),
      ...community('throw new Error("broken by its author")'),
    })
    const { terminal, written } = fakeTerminal({ cwd: home.folder })
    expect(await run(['providers'], terminal)).toBe(1)
    expect(written.note).toContain('llmrr-provider-acme@1.2.3: it cannot be loaded: broken by its author.')
  })

  it('names a package whose default export is no plugin function', async () => {
    home = await project({
      'package.json': JSON.stringify({ dependencies: { 'llmrr-provider-acme': '*' } }),
      ...community('export default 7'),
    })
    const { terminal, written } = fakeTerminal({ cwd: home.folder })
    expect(await run(['providers'], terminal)).toBe(1)
    expect(written.note).toContain('its default export is not a plugin function')
  })

  it('names a dependency that is not installed', async () => {
    home = await project({ 'package.json': JSON.stringify({ dependencies: { 'llmrr-provider-acme': '*' } }) })
    const { terminal, written } = fakeTerminal({ cwd: home.folder })
    expect(await run(['providers'], terminal)).toBe(1)
    expect(written.note).toContain('it is not installed')
  })

  it.each([
    ['@llmrr/provider-openai', true],
    ['llmrr-provider-acme', true],
    ['@corp/llmrr-provider-inhouse', true],
    ['@llmrr/provider-kit', false],
    ['@corp/provider-openai', false],
    ['express', false],
  ])('%s is a provider: %s', (name, is) => expect(isProviderName(name)).toBe(is))
})
