import { describe, expect, it } from 'vitest'
import { manifests } from '../src/manifests.ts'
import { packageFiles } from '../src/package-files.ts'
import { memoryRepo } from '../src/repo.ts'
import { house, told } from './house.ts'

describe('the same files in every package', () => {
  it('is content with a complete package', () => expect(packageFiles(house())).toEqual([]))

  it('misses a README', () => {
    const { paths, read } = house()
    const repo = { paths: paths.filter((path) => !path.endsWith('README.md')), read }
    expect(told(packageFiles(repo))).toEqual(['packages/provider-acme/README.md is missing; every package has it.'])
  })

  it('misses tests', () => {
    const { paths, read } = house()
    const repo = { paths: paths.filter((path) => !path.includes('/test/')), read }
    expect(told(packageFiles(repo))).toEqual(['packages/provider-acme/test has no *.test.ts; every package has tests.'])
  })

  it('refuses a file that has no place', () => {
    expect(told(packageFiles(house({ 'packages/provider-acme/notes.txt': '' })))).toEqual([
      'packages/provider-acme/notes.txt is not among the files of a package; move it to src, test or tooling.',
    ])
  })

  it('leaves a private package alone', () => {
    expect(packageFiles(memoryRepo({ 'packages/x/package.json': '{"private":true}' }))).toEqual([])
  })
})

describe('the same fields in every package.json', () => {
  const problems = (fields: Record<string, unknown>) => manifests(house({}, fields)).map(({ message }) => message)

  it('is content with a complete manifest', () => expect(problems({})).toEqual([]))
  it('wants the fields that follow from the folder', () =>
    expect(problems({ sideEffects: true, engines: undefined })).toEqual([
      'should have "sideEffects": false.',
      'should have "engines": {"node":">=22.12"}.',
    ]))
  it('wants the folder in the repository field', () =>
    expect(problems({ repository: { type: 'git', url: 'git+https://github.com/llmrr/llmrr.git' } })[0]).toContain(
      '"directory":"packages/provider-acme"',
    ))
  it('wants the keyword of a provider', () =>
    expect(problems({ keywords: ['llm'] })).toEqual([
      'should have the keyword "llmrr-provider", by which it is found.',
    ]))
  it('wants core as a peer', () =>
    expect(problems({ peerDependencies: {} })).toEqual([
      'should have @llmrr/core as a peer dependency, "workspace:^".',
    ]))
  it('wants a description', () => expect(problems({ description: '' })).toEqual(['should have a "description".']))
  it('wants what is published to answer to what is exported', () =>
    expect(problems({ publishConfig: { access: 'public', exports: { '.': './src/index.ts' } } })[0]).toContain(
      'should have "publishConfig.exports"',
    ))
  it('wants exported files to exist', () =>
    expect(
      problems({ exports: { './package.json': './package.json', '.': './src/index.ts', './x': './src/x.ts' } }),
    ).toContain('exports "./x" from src/x.ts, which does not exist.'))
  it('lets core have no dependency', () => {
    const manifest = JSON.stringify({ dependencies: { ofetch: '1' } })
    expect(told(manifests(memoryRepo({ 'packages/core/package.json': manifest })))).toContain(
      'packages/core/package.json should have no dependency: core stands on nothing.',
    )
  })
})
