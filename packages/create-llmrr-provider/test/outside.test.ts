import { expect, test } from 'vitest'
import { answersOf } from '../src/answers.ts'
import { fromTemplate, manifestOf, ownManifest, readTemplate } from '../src/template.ts'
import { outsideFiles, outsideManifest } from '../src/outside.ts'
import { formats } from '../src/formats.ts'
import type { FormatName } from '../src/formats.ts'
import type { Manifest } from '../src/manifest.ts'

/** The generator's manifest as the package manager publishes it. */
const published: Manifest = {
  devDependencies: Object.fromEntries(
    Object.entries(ownManifest().devDependencies!).map(([name, range]) => [
      name,
      /^(?:workspace|catalog):/.test(range) ? '^1.2.3' : range,
    ]),
  ),
}

const names = Object.keys(formats) as FormatName[]

test.each(names)('%s: every range is a real one', (format) => {
  const made = outsideManifest(manifestOf(readTemplate(format)), published, answersOf({ name: 'x', format }))
  const ranges = { ...made.dependencies, ...made.devDependencies, ...made.peerDependencies }
  expect(ranges).toMatchObject({ '@llmrr/core': '^1.2.3', '@llmrr/testing': '^1.2.3', typescript: '^7.0.2' })
  for (const range of Object.values(ranges)) expect(range).toMatch(/^\^\d/)
})

test('the name is a community name, or stands under a scope', () => {
  const name = (scope?: string) => outsideManifest({}, published, answersOf({ name: 'x', scope })).name
  expect([name(), name('@marsh')]).toEqual(['llmrr-provider-x', '@marsh/llmrr-provider-x'])
})

test('no word of the template is left, in no file', () => {
  for (const format of names) {
    const answers = answersOf({ name: 'blue-heron', title: 'Blue Heron', model: 'grey-2', format })
    const template = readTemplate(format)
    const files = {
      ...outsideFiles(readTemplate('project'), manifestOf(template), published, answers, 2030),
      ...fromTemplate(template, answers, 'outside'),
    }
    for (const [path, text] of Object.entries(files)) {
      expect(text, `${format}: ${path}`).not.toMatch(/acme|\$PACKAGE|\$YEAR|#(?:end)?region|workspace:|catalog:/i)
    }
    expect(Object.keys(files)).toEqual(
      expect.arrayContaining([
        '.changeset/config.json',
        '.changeset/first-release.md',
        '.github/workflows/ci.yml',
        '.gitignore',
        'LICENSE',
        'README.md',
        'package.json',
        'test/conformance.test.ts',
        'test/readme.test.ts',
      ]),
    )
  }
})

test('what was not chosen is in no file: source, import, fixture, row of the README', () => {
  const files = fromTemplate(
    readTemplate('own-jobs'),
    answersOf({ format: 'own-jobs', capabilities: 'video' }),
    'outside',
  )
  expect(Object.keys(files)).not.toEqual(expect.arrayContaining([expect.stringMatching(/image|list-models/)]))
  expect(Object.keys(files)).toContain('src/video.ts')
  for (const text of [files['src/provider.ts'], files['README.md']])
    expect(text).not.toMatch(/image|listModels|`models`/)
})

/** Lines that are neither empty nor a comment. */
const linesOf = (text: string): number =>
  text.split('\n').filter((line) => line.trim() !== '' && !/^\s*(?:\/\/|\/\*\*|\*)/.test(line)).length

test.each([
  ['own-streaming', ['request', 'reader', 'errors']],
  ['own-jobs', ['jobs', 'chat', 'errors']],
])('%s: the wire format is at most eighty lines', (format, files) => {
  const template = readTemplate(format)
  const lines = files.map((file) => linesOf(template[`src/${file}.ts`]!))
  expect(lines.every((count) => count > 5)).toBe(true)
  expect(lines.reduce((sum, count) => sum + count)).toBeLessThanOrEqual(80)
})

test.each(names)('%s: what is not the wire format is tens of lines', (format) => {
  expect(linesOf(readTemplate(format)['src/provider.ts']!)).toBeLessThanOrEqual(60)
})
