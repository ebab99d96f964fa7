import type { Answers } from '../answers.ts'

const items: Readonly<Record<string, readonly string[]>> = {
  'the service': [
    'authentication: each kind of credential, from config and from the variables of the official SDK',
    'endpoint structure: base URL, regions, versions and paths',
    'formats: every field of requests and replies that the fact sheet names',
    'limits and quotas: the headers of limits are read, and retry-after',
    'pricing: what is billed and in which unit, with source and date in models.overrides.json',
    'error codes: one fixture for each code of the fact sheet, over HTTP and inside a stream',
  ],
  'the models': [
    'models: the catalogue names what the service serves, and the default model is chosen with its reason',
    'capabilities: each model says what it is for',
    'context windows: each chat model has its window and its longest answer',
  ],
  chat: [
    'streaming: recorded streams replay to the same events, whole and in pieces',
    'cost: usage meters are disjoint, and their cost equals the bill or the reported cost',
    'tools: calls, parallel calls, tool choice and results travel both ways',
    'vision: pictures by data and by address, or their refusal with a warning',
    'custom parameters: options of a target for what only this service takes',
  ],
  docs: ['docs: README from setup to resources, a page, an example that runs against the emulator, VERIFICATION.md'],
}

/** Tests that stand as `todo` until somebody fills them: nothing here counts as passed. */
export function checklist({ names, capabilities }: Answers): string {
  const groups = {
    ...items,
    ...(capabilities.length > 0 && {
      'further capabilities': capabilities.map((name) => `${name}: against what ${names.title} really sends`),
    }),
  }
  const blocks = Object.entries(groups).map(
    ([group, lines]) => `  describe('${group}', () => {\n${lines.map(todo).join('')}  })\n`,
  )
  return `import { describe, test } from 'vitest'

// What nobody has shown yet. Put a fixture or a test in the place of an item, then remove it here; the last one takes the file along.
describe('${names.id}: the checklist', () => {
${blocks.join('')}})
`
}

const todo = (line: string): string => `    test.todo('${line}')\n`
