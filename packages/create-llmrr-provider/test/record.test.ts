import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { once } from 'node:events'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkProvider, loadFixtures } from '@llmrr/testing'
import { startEmulator } from '@llmrr/testing/emulator'
import { text } from 'node:stream/consumers'
import type { AddressInfo } from 'node:net'
import type { Provider } from '@llmrr/core'
import { scrub } from '../src/record/scrub.ts'

/** What a service may tell of whoever calls it. None of it may be written. */
const planted = {
  organization: 'org-4mZ8Q7heron1234567',
  account: 'heron-ltd-0042',
  cookie: 'c00k1e-of-the-session-31337',
  user: 'user-9mQ2planted77777',
  email: 'grey.heron@marsh.example',
}

// Inside this package, so that what the template depends on is found.
const cache = join(import.meta.dirname, '../.cache')
mkdirSync(cache, { recursive: true })
const folder = mkdtempSync(join(cache, 'record-'))
cpSync(join(import.meta.dirname, '../templates/openai-compatible'), folder, {
  recursive: true,
  filter: (path) => !/node_modules|tsconfig|dist|\.turbo|\.test\.ts/.test(path),
})
const fixtures = join(folder, 'test/fixtures')

const emulator = await startEmulator()
const key = emulator.key('openai-compatible')

/** The emulator, by a service that tells in headers, bodies and errors whose call it is. */
const talkative = createServer((request, response) => {
  void (async () => {
    const body = await text(request)
    const upstream = await fetch(`${new URL(emulator.baseURL('openai-compatible')).origin}${request.url}`, {
      method: request.method!,
      headers: request.headers as Record<string, string>,
      ...(body && { body }),
    })
    const said = (await upstream.text())
      .replaceAll('"model":', `"user":"${planted.user}","account_id":"${planted.account}","model":`)
      .replaceAll(
        '"message":"',
        `"message":"${request.headers.authorization} of ${planted.organization} (${planted.account}, ${planted.email}): `,
      )
    response.writeHead(upstream.status, {
      'content-type': upstream.headers.get('content-type') ?? 'text/plain',
      'set-cookie': `session=${planted.cookie}; HttpOnly`,
      'openai-organization': planted.organization,
      'x-account-id': planted.account,
      'x-request-id': `req-${planted.account}`,
    })
    response.end(said)
  })()
}).listen(0, '127.0.0.1')

const main = join(import.meta.dirname, '../src/main.ts')
const record = (env: Record<string, string>): Promise<{ code: number; out: string; note: string }> =>
  new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [main, '--record-into', folder],
      { env: { PATH: process.env['PATH'], ...env } },
      (_, out, note) => resolve({ code: child.exitCode ?? -1, out, note }),
    )
  })

let baseURL = ''
beforeAll(async () => {
  if (!talkative.listening) await once(talkative, 'listening')
  const { pathname } = new URL(emulator.baseURL('openai-compatible'))
  baseURL = `http://127.0.0.1:${(talkative.address() as AddressInfo).port}${pathname}`
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  talkative.close()
  await emulator.close()
})

const recorded = (): string[] => readdirSync(fixtures).filter((file) => file.startsWith('recorded-'))

test('without a key nothing is asked: one line, exit code 1', async () => {
  const { code, note } = await record({ ACME_BASE_URL: baseURL })
  expect([code, note]).toEqual([1, 'create-llmrr-provider: There is no key to record with: set ACME_API_KEY.\n'])
  expect(recorded()).toEqual([])
})

test('what a live service answers is recorded, conforms, and tells nothing of who asked', async () => {
  const { code, note } = await record({ ACME_BASE_URL: baseURL, ACME_API_KEY: key })
  expect(code, note).toBe(0)
  expect(recorded()).toEqual(
    expect.arrayContaining([
      'recorded-chat.fixture',
      'recorded-chat-reply.fixture',
      'recorded-chat-tools.fixture',
      'recorded-rerank.fixture',
      'recorded-error-key.fixture',
      'recorded-error-model.fixture',
    ]),
  )
  const texts = recorded().map((file) => readFileSync(join(fixtures, file), 'utf8'))
  for (const secret of [key, 'wrong-key-', ...Object.values(planted), new URL(baseURL).host]) {
    for (const each of [...texts, note]) {
      expect(each).not.toContain(secret)
      expect(each).not.toContain(Buffer.from(secret).toString('base64'))
    }
  }
  // The service did tell, and what it told was taken out: the test would not see it otherwise.
  expect(texts.join('\n').match(/"(?:user|account_id)":"scrubbed"/g)!.length).toBeGreaterThan(5)
  expect(texts.join('\n')).toContain('authorization: Bearer $KEY')

  const { default: acme } = (await import(pathToFileURL(join(folder, 'src/index.ts')).href)) as {
    default: () => Provider
  }
  const all = loadFixtures(pathToFileURL(`${fixtures}/`))
  const own = all.filter(({ name }) => name.startsWith('recorded-'))
  expect(own).toHaveLength(texts.length)
  expect(await checkProvider({ provider: acme(), fixtures: own })).toEqual([])
})

const forms: Readonly<Record<string, string>> = {
  'as it is': 'the key hunter2/heron+2 was refused',
  'in an address': 'https://x.example/?key=hunter2%2Fheron%2B2',
  'in base64': `basic ${Buffer.from('hunter2/heron+2').toString('base64')}`,
  'masked, as services do': 'Incorrect API key provided: hunt***************n+2',
  'a key of somebody else': 'sk-proj-abc123def456ghi789',
  'a token': 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc_def',
  'an address of mail': 'ask grey.heron@marsh.example',
  'a field with the name of an owner': '{"organization_id" : "Heron Ltd"}',
}

for (const [form, said] of Object.entries(forms)) {
  test(`a secret is taken out: ${form}`, () => {
    const clean = scrub(said, ['hunter2/heron+2'])
    expect(clean).toContain('scrubbed')
    expect(clean).not.toMatch(/hunter2|heron\+2|abc123|eyJ|grey|Heron|aHVudGVy/)
  })
}

test('what is no secret stays: counts of tokens, ids of models, words', () => {
  const said =
    '{"model":"acme-large","usage":{"total_tokens":42},"text":"A user-friendly team. The organization sleeps."}'
  expect(scrub(said, ['x', 'abcdef'])).toBe(said)
})
