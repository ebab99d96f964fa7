import { expect, test } from 'vitest'
import { answersOf } from '../src/answers.ts'
import { checkIdentifier, renamed, withPath } from '../src/words.ts'

const heron = answersOf({
  name: 'blue-heron',
  title: 'Blue Heron Inc.',
  baseURL: 'https://heron.example/api/v2/',
  keyVariable: 'HERON_TOKEN',
  model: 'heron/grey-2',
  scope: '@marsh',
})

test('in code a bare name is the plugin function, a quoted one the id', () => {
  const code =
    "export const acme = defineProvider('acme', (config: AcmeConfig = {}) => ({ defaultModel: 'acme-large' }))"
  expect(renamed(code, true, heron)).toBe(
    "export const blueHeron = defineProvider('blue-heron', (config: BlueHeronConfig = {}) => ({ defaultModel: 'heron/grey-2' }))",
  )
})

test('in prose a name is the title, and in backticks the id or the call', () => {
  const prose = 'Acme: `acme` is `acme-large`; `acme(config?)` reads `ACME_API_KEY` and `ACME_BASE_URL`.'
  expect(renamed(prose, false, heron)).toBe(
    'Blue Heron Inc.: `blue-heron` is `heron/grey-2`; `blueHeron(config?)` reads `HERON_TOKEN` and `BLUE_HERON_BASE_URL`.',
  )
})

test('an import in a README names the function and the package', () => {
  expect(renamed("import { acme } from 'llmrr-provider-acme-openai-compatible'", false, heron)).toBe(
    "import { blueHeron } from '@marsh/llmrr-provider-blue-heron'",
  )
})

test('what was put in is not replaced again', () => {
  expect(renamed('Acme https://api.acme.example/v1', false, answersOf({ name: 'x', title: 'Not acme' }))).toBe(
    'Not acme https://api.x.example/v1',
  )
})

test('the paths of fixtures begin with that of the address', () => {
  expect(withPath('--- sent\nPOST /v1/chat\n', heron)).toBe('--- sent\nPOST /api/v2/chat\n')
  expect(withPath('--- sent\nGET /v1/x\n', answersOf({ baseURL: 'https://x.example' }))).toBe('--- sent\nGET /x\n')
})

test('a name that the code uses for something else is refused', () => {
  const code = "import { vendor } from './vendor.ts'\n// about config\nconst other = 'config'"
  expect(() => checkIdentifier(code, answersOf({ name: 'vendor' }))).toThrow('"vendor" is a word of the template')
  expect(() => checkIdentifier(code, answersOf({ name: 'config' }))).not.toThrow()
})
