import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { tmpdir } from 'node:os'
import { startEmulator } from '@llmrr/testing/emulator'
import { formats } from '../../../packages/create-llmrr-provider/src/formats.ts'
import { pack } from './pack.ts'
import { runIn } from './run-in.ts'

// A stranger's first day: the packed generator writes every variant into an empty folder outside the workspace. Each is
// installed with the packed packages of this repository, and has to pass its own checks without an edit. One of them is
// then packed and installed beside ours.
const mostSeconds = 60

/** What a variant is called with, and how it is named here. The names are of several lengths, since code is formatted by width. */
const variants = Object.entries(formats).flatMap(([format, { capabilities }], at) => [
  { title: `${format}, chat alone`, args: [`x${at}`, '--format', format, '--capabilities', ''] },
  { title: `${format}, as it comes`, args: ['blue-heron', '--format', format, '--scope', '@marsh'] },
  {
    title: `${format}, everything`,
    args: [
      'the-long-tailed-tit-of-the-marsh',
      '--format',
      format,
      '--capabilities',
      capabilities.join(','),
      '--title',
      'Long-Tailed Tit & Sons Inc.',
      '--base-url',
      `https://api.${format}.long-tailed-tit.example/inference/v2/`,
      '--no-check',
    ],
  },
])

const folder = mkdtempSync(join(tmpdir(), 'llmrr-generator-'))
const emulator = await startEmulator({ faults: [{ service: 'openai', status: 429 }] })
try {
  const packed = ['core', 'provider-kit', 'testing', 'cli', 'provider-openai', 'create-llmrr-provider']
  const archives = Object.fromEntries(packed.map((slug) => [slug, `file:${pack(slug, folder)}`]))
  const generator = join(folder, 'generator')
  await install(generator, { 'create-llmrr-provider': archives['create-llmrr-provider']! })
  console.log(`ok   ${packed.length} packages packed, the generator installed`)
  const create = join(generator, 'node_modules/create-llmrr-provider/dist/main.js')

  const seconds: number[] = []
  for (const [at, { title, args }] of variants.entries()) {
    const made = join(folder, `made-${at}`)
    await runIn(folder, process.execPath, [create, ...args, '--yes', '--directory', made])
    writeOverrides(made, archives)
    await runIn(made, 'pnpm', ['install', '--no-frozen-lockfile', '--prefer-offline'])
    const begun = performance.now()
    const tests = await runIn(made, 'pnpm', ['run', 'test'])
    seconds.push((performance.now() - begun) / 1000)
    for (const script of ['types', 'lint', 'build']) await runIn(made, 'pnpm', ['run', script])
    console.log(`ok   ${title}: ${testsOf(tests)} tests, green ${seconds.at(-1)!.toFixed(1)} s after its install`)
  }
  const slowest = Math.max(...seconds)
  if (slowest > mostSeconds)
    throw new Error(`The slowest took ${slowest.toFixed(1)} s; at most ${mostSeconds} s is asked.`)
  console.log(`ok   ${variants.length} variants, the slowest green after ${slowest.toFixed(1)} s`)

  const heron = join(folder, `made-${variants.findIndex(({ args }) => args[0] === 'blue-heron')}`)
  await runIn(folder, process.execPath, [create, '--record-into', heron], heronEnv())
  const recorded = readdirSync(join(heron, 'test/fixtures')).filter((file) => file.startsWith('recorded-'))
  const again = await runIn(heron, 'pnpm', ['run', 'test'])
  console.log(`ok   ${recorded.length} answers recorded into one, which conforms: ${testsOf(again)} tests`)
  await beside(heron, archives)
} finally {
  await emulator.close()
  rmSync(folder, { recursive: true })
}

/** How many tests passed. @throws Error when hardly any did. */
function testsOf(output: string): number {
  const passed = Number(/Tests .*?(\d+) passed/.exec(output)?.[1] ?? 0)
  if (passed <= 10) throw new Error(`Only ${passed} tests ran:\n${output}`)
  return passed
}

/** The stranger's service is played by the emulator. */
function heronEnv(): Readonly<Record<string, string>> {
  return {
    BLUE_HERON_BASE_URL: emulator.baseURL('openai-compatible'),
    BLUE_HERON_API_KEY: emulator.key('openai-compatible'),
  }
}

/** The packages of this repository under their archives, whatever range asks for them. */
function writeOverrides(project: string, archives: Readonly<Record<string, string>>): void {
  const lines = ['core', 'provider-kit', 'testing'].map((slug) => `  '@llmrr/${slug}': '${archives[slug]}'\n`)
  appendFileSync(join(project, 'pnpm-workspace.yaml'), `overrides:\n${lines.join('')}`)
}

/** A stranger's provider from its archive beside ours: the command finds it, the router falls back to it. */
async function beside(made: string, archives: Readonly<Record<string, string>>): Promise<void> {
  await runIn(made, 'pnpm', ['pack', '--pack-destination', folder])
  const archive = readdirSync(folder).find((file) => file.startsWith('marsh-llmrr-provider-blue-heron-'))!
  const user = join(folder, 'user')
  await install(user, {
    '@llmrr/cli': archives['cli']!,
    '@llmrr/core': archives['core']!,
    '@llmrr/provider-kit': archives['provider-kit']!,
    '@llmrr/provider-openai': archives['provider-openai']!,
    '@llmrr/testing': archives['testing']!,
    '@marsh/llmrr-provider-blue-heron': `file:${join(folder, archive)}`,
  })
  const env = { ...emulator.env(), ...heronEnv() }
  const listed = await runIn(
    user,
    process.execPath,
    [join(user, 'node_modules/@llmrr/cli/dist/main.js'), 'providers'],
    env,
  )
  const row = listed.split('\n').find((line) => line.startsWith('blue-heron'))
  if (!row || !/@marsh\/llmrr-provider-blue-heron@0\.0\.0 \(community\).*found BLUE_HERON_API_KEY.*chat/.test(row))
    throw new Error(`llmrr providers does not show the stranger's provider as it should:\n${listed}`)
  console.log('ok   llmrr providers finds the stranger’s provider beside ours')

  cpSync(join(import.meta.dirname, '../community'), user, { recursive: true })
  const said = JSON.parse(await runIn(user, process.execPath, ['app.ts'], env)) as { text: string; attempts: unknown }
  const attempts = JSON.stringify(said.attempts)
  if (!said.text || !/^\[\["openai","rate-limit"\],.*\["blue-heron","ok"\]\]$/.test(attempts))
    throw new Error(`The router did not fall back to the stranger's provider: ${JSON.stringify(said)}`)
  console.log(`ok   the router falls back to it: ${attempts}`)
}

async function install(project: string, dependencies: Readonly<Record<string, string>>): Promise<void> {
  mkdirSync(project)
  writeFileSync(join(project, 'package.json'), JSON.stringify({ private: true, type: 'module', dependencies }))
  await runIn(project, 'npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', '--prefer-offline'])
}
