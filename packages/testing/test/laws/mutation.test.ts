import { afterAll, describe, expect, it } from 'vitest'
import { checkProvider, keep, laws, loadFixtures } from '../../src/index.ts'
import { acme } from '../acme/acme.ts'
import { mutants } from './mutants.ts'

const fixtures = loadFixtures(new URL('../acme/fixtures/', import.meta.url))

/** One mutant rejects promises that nobody holds, in every law: only the law of rejections is to hear of it, not the test runner. */
async function unheard<T>(work: () => Promise<T>): Promise<T> {
  const others = process.listeners('unhandledRejection')
  const deaf = (): void => {}
  process.removeAllListeners('unhandledRejection')
  process.on('unhandledRejection', deaf)
  try {
    return await work()
  } finally {
    await new Promise((resolve) => setImmediate(resolve))
    process.removeListener('unhandledRejection', deaf)
    for (const other of others) process.on('unhandledRejection', other)
  }
}

describe('the laws find a broken provider', () => {
  let found = 0
  afterAll(() => keep('mutation', { mutants: mutants.length, found, laws: laws.length }))

  it('says nothing about the reference', async () => {
    expect(await checkProvider({ provider: acme(), fixtures })).toEqual([])
  })

  for (const { name, law, provider } of mutants) {
    it(`that ${name}`, async () => {
      const findings = await unheard(() => checkProvider({ provider, fixtures }))
      const broken = [...new Set(findings.map((finding) => finding.law))]
      expect(broken, JSON.stringify(findings.slice(0, 4), null, 2)).toEqual([law])
      found += 1
    })
  }

  it('has a mutant for every law, and no other', () => {
    expect(new Set(mutants.map(({ law }) => law))).toEqual(new Set(laws.map(({ name }) => name)))
  })
})
