import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { answersOf } from '../src/answers.ts'
import { ask } from '../src/ask.ts'
import type { Said } from '../src/answers.ts'

/** Answers each question when it has been asked: the keys by the words of the question. */
async function answering(
  keys: Readonly<Record<string, string>>,
  said: Said = {},
): Promise<{ said: Said; seen: string }> {
  const input = new PassThrough()
  const output = Object.assign(new PassThrough(), { columns: 120, rows: 40 })
  const left = new Map(Object.entries(keys))
  let seen = ''
  output.on('data', (chunk: Buffer) => {
    seen += String(chunk)
    for (const [question, typed] of left) {
      if (!seen.includes(question)) continue
      left.delete(question)
      // The question is shown before it listens.
      setImmediate(() => {
        for (const key of typed) input.write(key)
      })
    }
  })
  const answer = await ask(said, { input, output })
  expect([...left.keys()]).toEqual([])
  return { said: answer, seen }
}

const enter = '\r'

test('a person who only presses Enter gets what --yes gives', async () => {
  const { said } = await answering({
    'called?': enter,
    'Where is': enter,
    'Which variable': enter,
    'Which format': enter,
    'beside chat': enter,
    'which scope': enter,
  })
  expect(answersOf(said)).toEqual(answersOf({}))
})

test('what was said by an option is not asked, and what is typed counts', async () => {
  const { said, seen } = await answering(
    { 'Which variable': `HERON_TOKEN${enter}`, 'which scope': `@marsh${enter}` },
    { name: 'heron', baseURL: 'https://heron.example/v1', format: 'own-jobs', capabilities: 'video' },
  )
  expect(answersOf(said)).toMatchObject({
    keyVariable: 'HERON_TOKEN',
    packageName: '@marsh/llmrr-provider-heron',
    format: 'own-jobs',
    capabilities: ['video'],
  })
  expect(seen).not.toContain('called?')
})

test('what would not be accepted as an option is asked again', async () => {
  const { said, seen } = await answering(
    { 'called?': `Heron${enter}`, 'is no name for a provider': `\u007F\u007F\u007F\u007F\u007Fheron${enter}` },
    { baseURL: 'https://x.example', keyVariable: 'X', format: 'own-jobs', capabilities: '', scope: '' },
  )
  expect(said.name).toBe('heron')
  expect(seen).toContain('use small letters')
})
