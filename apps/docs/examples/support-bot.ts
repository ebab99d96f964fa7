import type { Router } from '@llmrr/core'

/** The app under test: it answers, or says that nobody could. */
export async function reply(llm: Router, question: string): Promise<string> {
  const answer = await llm
    .chat({ model: 'support', system: 'Be kind.', prompt: question })
    .catch(() => undefined)
  return answer?.text ?? 'All our models are busy. Please try again.'
}
