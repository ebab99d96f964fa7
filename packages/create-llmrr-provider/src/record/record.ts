import { createRequire } from 'node:module'
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { readSource, writeFixture } from './fixture.ts'
import { recordingFetch } from './recording-fetch.ts'
import { refuse } from '../refusal.ts'
import type * as core from '@llmrr/core'
import type { Context, Handler, Host, PluginFunction, Provider, ResolvedChatRequest } from '@llmrr/core'
import type { Source, Told } from './fixture.ts'

/** What is recorded with. */
export interface Recording {
  /** The package, with what it depends on installed. */
  readonly folder: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** `YYYY-MM-DD`, told in each fixture. */
  readonly today: string
  readonly note: (text: string) => void
}

type Core = typeof core

const wrongKey = 'wrong-key-0000000000000000'

/**
 * Asks the live service what the fixtures of a package ask, and writes what it answers as `recorded-*.fixture`: chats as a
 * stream and as one reply, and how it refuses a wrong key and a model that there is not. Answers the files it wrote. What names
 * the caller is scrubbed before anything is written.
 */
export async function record({ folder, env, today, note }: Recording): Promise<readonly string[]> {
  const { core, plugin } = await load(folder)
  const provider = plugin()
  const keys = (provider.credentials ?? []).flatMap((name) => env[name] ?? [])
  const [key] = keys
  if (key === undefined)
    return refuse(`There is no key to record with: set ${(provider.credentials ?? []).join(' or ')}.`)
  const fixtures = join(folder, 'test/fixtures')
  const baseURL = Object.entries(env).find(([name]) => name === `${prefixOf(provider)}_BASE_URL`)?.[1]
  const base = baseURL === undefined ? undefined : new URL(baseURL).pathname.replace(/\/$/, '')
  const written: string[] = []

  async function ask(name: string, source: Source, asked: Asked): Promise<void> {
    const recorder = recordingFetch((url, init) => globalThis.fetch(url, init))
    const host: Host = {
      ...core.defaultHost,
      fetch: recorder.fetch,
      env: (variable) => asked.env?.[variable] ?? env[variable],
    }
    const error = await failureOf(() => call(core, provider, source, asked, host))
    const exchanges = recorder.exchanges()
    if (exchanges.length === 0 && error) refuse(error.message)
    const isAsMeant = error ? asked.fails === true : asked.fails !== true
    if (!isAsMeant) {
      note(`not recorded: ${name} (${error ? `it failed: ${error.code}` : 'it did not fail'})`)
      return
    }
    const told: Told = {
      description: `${asked.what}, recorded on ${today} and scrubbed.`,
      source: asked.model === undefined ? source : { ...source, settings: { ...source.settings, model: asked.model } },
      exchanges,
      key: asked.key ?? key!,
      secrets: [...keys, wrongKey],
      base,
      ...(error && { error: { code: error.code, ...(error.rawCode !== undefined && { rawCode: error.rawCode }) } }),
    }
    const file = `recorded-${name}.fixture`
    writeFileSync(join(fixtures, file), writeFixture(told))
    written.push(file)
    note(`recorded: ${file}`)
  }

  const sources = readdirSync(fixtures)
    .filter((file) => file.endsWith('.fixture') && !file.startsWith('recorded-'))
    .toSorted()
    .flatMap((file) => {
      const source = readSource(readFileSync(join(fixtures, file), 'utf8'))
      // Operations on a job or a file need the id of one that is there.
      const isAsked = source && !source.fails && (source.settings.call ?? 'submit') === 'submit'
      return isAsked ? [{ name: file.replace(/\.fixture$/, ''), source }] : []
    })
  for (const { name, source } of sources) {
    const { capability = 'chat' } = source.settings
    const what = `What the service answers to ${name}`
    await ask(name, source, { what: capability === 'chat' ? `${what} as a stream` : what, stream: true })
    if (capability === 'chat') await ask(`${name}-reply`, source, { what: `${what} in one piece`, stream: false })
  }
  const chat = sources.find(({ source }) => (source.settings.capability ?? 'chat') === 'chat')?.source
  if (chat) {
    const wrong = Object.fromEntries((provider.credentials ?? []).map((name) => [name, wrongKey]))
    await ask('error-key', chat, {
      what: 'How the service refuses a wrong key',
      env: wrong,
      key: wrongKey,
      fails: true,
    })
    const model = 'model-that-does-not-exist'
    await ask('error-model', chat, { what: 'How the service refuses a model that there is not', model, fails: true })
  }
  return written
}

interface Asked {
  readonly what: string
  readonly stream?: boolean
  readonly model?: string
  readonly key?: string
  readonly env?: Readonly<Record<string, string>>
  /** Whether it is to fail. */
  readonly fails?: boolean
}

const prefixOf = ({ kind, id }: Provider): string => (kind ?? id).toUpperCase().replaceAll('-', '_')

async function load(folder: string): Promise<{ core: Core; plugin: PluginFunction<[config?: object]> }> {
  const manifest = join(folder, 'package.json')
  const source = join(folder, 'src/index.ts')
  if (!existsSync(manifest) || !existsSync(source)) refuse(`${folder} is no provider package: it has no src/index.ts.`)
  try {
    const core = (await import(pathToFileURL(createRequire(manifest).resolve('@llmrr/core')).href)) as Core
    const { default: plugin } = (await import(pathToFileURL(source).href)) as {
      default: PluginFunction<[config?: object]>
    }
    return { core, plugin }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ERR_UNKNOWN_FILE_EXTENSION')
      return refuse('Recording runs the source of the package, which takes Node 22.18 or newer.')
    return refuse(`${folder} cannot be loaded: ${message.split('\n')[0]}. Install what it depends on first.`)
  }
}

async function call(core: Core, provider: Provider, source: Source, asked: Asked, host: Host): Promise<void> {
  const { capability = 'chat', call: operation, model, options } = source.settings
  const context = {
    signal: AbortSignal.timeout(120_000),
    target: {
      provider: provider.id,
      model: asked.model ?? model ?? provider.defaultModel ?? '',
      ...(options && { options }),
    },
    stream: asked.stream ?? false,
    attempt: 1,
    host,
    warn() {},
  } as Context
  const request = core.resolveRequest(capability as 'chat', JSON.parse(source.request) as object) as ResolvedChatRequest
  const handler = provider[capability as 'chat'] as Handler<'chat'> & Record<string, Handler<'chat'>>
  const answer: unknown = (operation === undefined ? handler : handler[operation]!)(request, context)
  if (isIterable(answer)) for await (const _ of answer);
  else await answer
}

const isIterable = (value: unknown): value is AsyncIterable<unknown> =>
  typeof value === 'object' && value !== null && Symbol.asyncIterator in value

interface Failure extends Error {
  readonly code: string
  readonly rawCode?: string
}

async function failureOf(work: () => Promise<void>): Promise<Failure | undefined> {
  try {
    await work()
    return undefined
  } catch (error) {
    return error as Failure
  }
}
