import { describe, expect, it } from 'vitest'
import { leaks, lockfile } from '../src/leaks.ts'
import { memoryRepo } from '../src/repo.ts'

// Put together here, so that this file does not hold what it looks for.
const home = ['', 'home', 'ada', 'llmrr'].join('/')
const registry = ['registry', 'npmjs', 'org'].join('.')

describe('no machine path, registry host or key', () => {
  const problems = (line: string) => leaks(memoryRepo({ 'README.md': `First line\n${line}` }))

  it('finds a path of one machine', () =>
    expect(problems(`see ${home}`)).toEqual([
      { path: 'README.md', line: 2, message: 'names a path of one machine; make it relative.' },
    ]))
  it('finds it in a file URL', () => expect(problems(`file://${home}`)).toHaveLength(1))
  it('finds a registry', () => expect(problems(`https://${registry}/x`)).toHaveLength(1))
  it('finds a key', () => expect(problems(`sk-${'a1B2'.repeat(8)}`)).toHaveLength(1))
  it('takes the path of a URL for what it is', () => expect(problems('https://example.com/home/x')).toEqual([]))
  it('takes a test key for what it is', () =>
    expect(problems('sk-planted-secret-value-1234 AKIAIOSFODNN7EXAMPLE')).toEqual([]))
})

describe('a lockfile for every registry', () => {
  const problems = (line: string) => lockfile(memoryRepo({ 'pnpm-lock.yaml': line }))

  it('is content with hashes', () => expect(problems('  resolution: {integrity: sha512-x}')).toEqual([]))
  it('finds the address of an archive', () => expect(problems('  resolution: {tarball: x.tgz}')).toHaveLength(1))
  it('finds any other address', () => expect(problems('  resolution: {url: https://example.com}')).toHaveLength(1))
  it('misses the lockfile', () => expect(lockfile(memoryRepo({}))).toHaveLength(1))
})
