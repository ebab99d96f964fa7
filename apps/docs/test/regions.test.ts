import { expect, test } from 'vitest'
import { blocksOf, embedsOf, handWritten, regionOf, regionsOf, renewed } from '../src/regions.ts'

const file = `import { x } from 'x'
function f() {
  // #region inner
  const a = 1

    return a
  // #endregion inner
}
// #region rest
f()
// #endregion rest
`

test('a region is what stands between its markers, moved to the left', () => {
  expect(regionsOf(file)).toEqual(['inner', 'rest'])
  expect(regionOf(file, 'inner')).toBe('const a = 1\n\n  return a\n')
})

test('a region that is not there, or does not end, is named', () => {
  expect(() => regionOf(file, 'other')).toThrow('there is no region "other"')
  expect(() => regionOf('// #region open\n1', 'open')).toThrow('the region "open" does not end')
})

test('fenced blocks have their language and line; a longer fence holds a shorter one', () => {
  expect(blocksOf('a\n```ts\nx\n```\n````md\n```sh\ny\n```\n````\n')).toEqual([
    { language: 'ts', text: 'x\n', line: 2 },
    { language: 'md', text: '```sh\ny\n```\n', line: 5 },
  ])
})

test('embeds say file and region', () => {
  expect(embedsOf('x\n<<< @/examples/a.ts#b\n<<< @/examples/c.fixture{text}\n')).toEqual([
    { path: 'examples/a.ts', region: 'b', line: 2 },
    { path: 'examples/c.fixture', region: undefined, line: 3 },
  ])
})

const readme = `# T
<!-- region: a.ts#r -->
\`\`\`ts
old()
\`\`\`
<!-- end -->

\`\`\`sh
npm install
\`\`\`

\`\`\`ts
byHand()
\`\`\`

<!-- generated: t -->
old
<!-- end -->
`

test('marked parts are made anew, the rest stays', () => {
  const made = renewed(readme, { region: (path, name) => `${path}:${name}()\n`, generated: (name) => `made ${name}\n` })
  expect(made).toContain('<!-- region: a.ts#r -->\n\n```ts\na.ts:r()\n```\n\n<!-- end -->')
  expect(made).toContain('<!-- generated: t -->\n\nmade t\n\n<!-- end -->')
  expect(made).toContain('byHand()')
  const again = { region: () => 'x()\n', generated: () => 't\n' }
  expect(renewed(renewed(made, again), again)).toBe(renewed(made, again))
})

test('code outside a marked part is found, with its line; shell is not code', () => {
  expect(handWritten(readme)).toEqual([{ language: 'ts', text: 'byHand()\n', line: 12 }])
})
