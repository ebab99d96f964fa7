import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { tmpdir } from 'node:os'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { writeFolder } from '../src/write.ts'

let here = ''
beforeEach(() => {
  here = mkdtempSync(join(tmpdir(), 'llmrr-write-'))
})
afterEach(() => rmSync(here, { recursive: true }))

test('a folder is there with all of its files, and nothing beside it', async () => {
  await writeFolder(join(here, 'x'), { 'a.txt': 'a', 'b/c.txt': 'c' })
  expect(readdirSync(here)).toEqual(['x'])
  expect(readFileSync(join(here, 'x/b/c.txt'), 'utf8')).toBe('c')
})

test('a file that cannot be written leaves nothing', async () => {
  await expect(writeFolder(join(here, 'x'), { a: 'a', 'a/b': 'b' })).rejects.toMatchObject({ code: 'EEXIST' })
  expect(readdirSync(here)).toEqual([])
})

test('what fails before it is finished leaves nothing', async () => {
  const seen: string[] = []
  const finish = (sibling: string): Promise<void> => {
    seen.push(...readdirSync(sibling))
    return Promise.reject(new Error('nobody answers'))
  }
  await expect(writeFolder(join(here, 'x'), { 'a.txt': 'a' }, finish)).rejects.toThrow('nobody answers')
  expect([seen, readdirSync(here)]).toEqual([['a.txt'], []])
})

test('a folder that is there is left as it is', async () => {
  mkdirSync(join(here, 'x'))
  await expect(writeFolder(join(here, 'x'), { 'a.txt': 'a' })).rejects.toThrow('is there already')
  expect(readdirSync(join(here, 'x'))).toEqual([])
})
