/** Words that satisfy the usual patterns, tried before one is built. */
const common = ['sample', 'Sample', 'a', 'A', '1', '42', 'abc-123', 'ABC-123', '2026-01-15', 'a@example.com', '12:30']

/** A text that matches `pattern` (a regular expression in the subset of JSON Schema), or `undefined` when none was found. */
export function matching(pattern: string): string | undefined {
  const expression = new RegExp(pattern, 'u')
  const found = common.find((word) => expression.test(word))
  if (found !== undefined) return found
  const built = build(pattern)
  return expression.test(built) ? built : undefined
}

function build(pattern: string): string {
  let at = 0
  const alternatives = (): string => {
    const text = sequence()
    while (pattern[at] === '|') {
      at++
      sequence()
    }
    return text
  }
  const sequence = (): string => {
    let text = ''
    while (at < pattern.length && pattern[at] !== ')' && pattern[at] !== '|') {
      const atom = nextAtom()
      text += atom.repeat(repetitions())
    }
    return text
  }
  const nextAtom = (): string => {
    const character = pattern[at++]!
    if (character === '^' || character === '$') return ''
    if (character === '.') return 'a'
    if (character === '\\') return escaped(pattern[at++] ?? '')
    if (character === '[') return characterClass()
    if (character !== '(') return character
    if (pattern.startsWith('?:', at)) at += 2
    const text = alternatives()
    at++
    return text
  }
  const characterClass = (): string => {
    const end = pattern.indexOf(']', at + 1)
    const body = pattern.slice(at, end)
    at = end + 1
    if (body.startsWith('^')) return ['a', '1', '-'].find((one) => new RegExp(`[${body}]`, 'u').test(one)) ?? ''
    return body[0] === '\\' ? escaped(body[1] ?? '') : (body[0] ?? '')
  }
  const repetitions = (): number => {
    const quantifier = /^(?:[*?+]|\{(\d+)(?:,\d*)?\})/u.exec(pattern.slice(at))
    if (!quantifier) return 1
    at += quantifier[0].length
    return quantifier[1] === undefined ? (quantifier[0] === '+' ? 1 : 0) : Number(quantifier[1])
  }
  return alternatives()
}

const escaped = (letter: string): string =>
  ({ d: '1', w: 'a', s: ' ', D: 'a', W: '-', S: 'a', b: '', B: '' })[letter] ?? letter
