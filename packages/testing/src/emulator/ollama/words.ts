import { dotted, type Problem } from '../http/shape.ts'
import type { JsonReply } from '../service.ts'

/** Ollama's error: a sentence. */
export const failed = (status: number, error: string, more: object = {}): JsonReply => ({
  status,
  json: { error, ...more },
})

/** What it says to a body that it cannot read. */
export const problemOf = (problem: Problem): JsonReply =>
  failed(
    400,
    problem.kind === 'missing' ? `${dotted(problem.path)} is required` : `invalid value of ${dotted(problem.path)}`,
  )

const sentences: Readonly<Record<number, string>> = {
  401: 'unauthorized',
  403: 'this model requires a subscription',
  404: "model 'gone' not found",
  429: 'too many concurrent requests',
  500: 'an error was encountered while running the model: unexpected EOF',
  502: 'bad gateway',
  503: 'server busy, please try again.  maximum pending requests exceeded',
}

/** The usual error of a status. */
export const failureOf = (status: number): JsonReply => failed(status, sentences[status] ?? 'invalid request')
