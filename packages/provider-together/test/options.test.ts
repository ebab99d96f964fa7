import { expect, test } from 'vitest'
import { options } from '../src/options.ts'

const check = (value: unknown) => options['~standard'].validate(value) as { issues?: readonly { message: string }[] }

test('takes every option', () => {
  const result = check({
    minP: 0.1,
    repetitionPenalty: 1.1,
    logitBias: { '50256': -100 },
    contextLengthExceededBehavior: 'truncate',
    chatTemplateKwargs: { enable_thinking: false },
    safetyModel: 'meta-llama/Llama-Guard-4-12B',
    compliance: 'hipaa',
    echo: true,
    regex: 'a+',
    imageLoras: [{ path: 'https://example.org/a', scale: 0.5 }],
    disableSafetyChecker: true,
    responseEncoding: 'pcm_s16le',
    bitRate: 64_000,
    minSpeakers: 1,
    maxSpeakers: 2,
    rankFields: ['title'],
    fps: 24,
    steps: 20,
    guidanceScale: 7,
    outputFormat: 'WEBM',
    completionWindow: '24h',
    priority: 1,
  })
  expect(result.issues).toBeUndefined()
})

test('refuses an option that it does not know, and names it', () => {
  expect(check({ min_p: 0.1 }).issues?.[0]?.message).toContain('min_p')
})

test('refuses a value that the service would', () => {
  expect(check({ compliance: 'soc2' }).issues).toHaveLength(1)
})
