import { expect, test } from 'vitest'
import { options } from '../src/options.ts'

const check = (value: unknown) => options['~standard'].validate(value) as { issues?: readonly { message: string }[] }

test('takes every option', () => {
  const result = check({
    grammar: 'root ::= "a"',
    minP: 0.1,
    typicalP: 0.9,
    repetitionPenalty: 1.1,
    mirostatTarget: 1,
    mirostatLr: 0.1,
    logitBias: { '50256': -100 },
    ignoreEos: true,
    echo: true,
    echoLast: 2,
    contextLengthExceededBehavior: 'error',
    promptTruncateLen: 1000,
    reasoningHistory: 'preserved',
    prediction: { type: 'content', content: 'a' },
    speculation: {},
    promptCacheIsolationKey: 'tenant',
    safeTokenization: true,
    rawOutput: true,
    returnTokenIds: true,
    perfMetricsInResponse: true,
    sessionAffinity: 's1',
    promptTemplate: '{input}',
    normalize: true,
    task: 'Find the fish.',
    promptUpsampling: true,
    safetyTolerance: 2,
    vadModel: 'silero',
    alignmentModel: 'mms_fa',
    preprocessing: 'none',
  })
  expect(result.issues).toBeUndefined()
})

test('refuses an option that it does not know, and names it', () => {
  expect(check({ min_p: 0.1 }).issues?.[0]?.message).toContain('min_p')
})

test('refuses a value that the service would', () => {
  expect(check({ reasoningHistory: 'some' }).issues).toHaveLength(1)
})
