import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { answersOf } from '../src/answers.ts'
import { checklist } from '../src/workspace/checklist.ts'
import { fromTemplate, readTemplate } from '../src/template.ts'
import { insideFiles, insideManifest } from '../src/workspace/inside.ts'
import type { Manifest } from '../src/manifest.ts'

const groq = JSON.parse(readFileSync(new URL('../../provider-groq/package.json', import.meta.url), 'utf8')) as Manifest
const template = readTemplate('openai-compatible')
const manifest = JSON.parse(template['package.json']!) as Manifest

test('a package.json of the workspace has the fields of a neighbour, in their order', () => {
  const made = insideManifest(manifest, answersOf({ name: 'groq', title: 'Groq' }))
  expect(Object.keys(made)).toEqual(Object.keys(groq))
  const { dependencies: _, devDependencies: __, ...rest } = made
  const { dependencies: ___, devDependencies: ____, ...expected } = groq
  expect(rest).toEqual(expected)
  expect(Object.values({ ...made.dependencies, ...made.devDependencies })).toEqual(
    expect.arrayContaining(['workspace:^']),
  )
})

test('every item of the checklist stands as todo, and nothing as passed', () => {
  const text = checklist(answersOf({ name: 'x', capabilities: 'embed' }))
  const items = [
    'authentication',
    'endpoint structure',
    'formats',
    'limits and quotas',
    'pricing',
    'error codes',
    'models',
    'capabilities',
    'context windows',
    'streaming',
    'cost',
    'tools',
    'vision',
    'custom parameters',
    'docs',
    'embed',
  ]
  expect(text.match(/(?<=test\.todo\(')[^:]+/g)).toEqual(items)
  expect(text).not.toMatch(/\btest\(/)
})

test('the files are those of a neighbour', () => {
  const answers = answersOf({ name: 'x' })
  const files = { ...fromTemplate(template, answers, 'inside'), ...insideFiles(manifest, answers, '2026-01-01') }
  for (const path of [
    'README.md',
    'models.overrides.json',
    'src/index.ts',
    'test/conformance.test.ts',
    'tsup.config.ts',
  ])
    expect(files).toHaveProperty([path])
  expect(Object.keys(files).filter((path) => path.startsWith('test/fixtures/embed'))).toEqual([])
})
