import { expect, test } from 'vitest'
import { withRegions } from '../src/regions.ts'
import { withoutUnusedImports } from '../src/layout.ts'

const text = [
  'a',
  '  // #region embed',
  'b',
  '    // #region deep',
  'c',
  '    // #endregion deep',
  '  // #endregion embed',
  'd',
].join('\n')

test('a region that is kept loses its markers only', () => {
  expect(withRegions(text, () => true)).toBe('a\nb\nc\nd')
})

test('a region that is not kept takes those in it along', () => {
  expect(withRegions(text, (name) => name === 'deep')).toBe('a\nd')
})

test('a region that ends elsewhere than it begins is an error', () => {
  expect(() => withRegions('// #region a\n// #endregion b', () => true)).toThrow('"b" ends where it does not begin')
})

test('names that nothing uses are no longer imported, and a statement without names goes', () => {
  const code = "import { a, b } from 'x'\nimport type { C } from 'y'\n\nexport const d = b()\n"
  expect(withoutUnusedImports(code)).toBe("import { b } from 'x'\n\nexport const d = b()\n")
})

test('a long import is broken as the formatter breaks it', () => {
  const names = [
    'alphaAlphaAlphaAlpha',
    'betaBetaBetaBetaBeta',
    'gammaGammaGammaGamma',
    'deltaDeltaDeltaDelta',
    'epsilonEpsilonEpsilon',
  ]
  const code = `import { ${names.join(', ')} } from 'somewhere'\n\n${names.join('()\n')}()\n`
  expect(withoutUnusedImports(code)).toContain(
    `import {\n${names.map((name) => `  ${name},\n`).join('')}} from 'somewhere'`,
  )
})
