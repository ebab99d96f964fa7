import { answerJson, pathOf } from '../recording.ts'
import { failed } from './reply.ts'
import { failure } from '../facts.ts'
import type { Bag } from './request.ts'
import type { Format } from '../format.ts'

/** A list of models: which path it has, and which ids are in it. */
export interface ModelList {
  readonly name: string
  /** Of the path, without the query. */
  readonly at: RegExp
  /** Whether a list is in this form, where the path does not tell. */
  readonly takes?: (body: Bag) => boolean
  /** The ids of the models that are of use here. */
  readonly theirs: (body: Bag) => readonly string[]
  /** Which of ours are told by the list itself. Default: all. */
  readonly ours?: (id: string) => boolean
}

const distinct = (ids: readonly string[]): readonly string[] => [...new Set(ids)].toSorted()

/** The whole of a format whose answer is a list of models. */
export const modelList = ({ name, at, takes, theirs, ours = () => true }: ModelList): Format => ({
  name,
  capability: 'models',
  matches: (recording) =>
    recording.method === 'GET' && at.test(pathOf(recording)) && (takes?.(answerJson(recording) ?? {}) ?? true),
  intent: () => ({ model: 'any', request: {} }),
  unrecorded: {},
  said: (recording) =>
    recording.status >= 400
      ? failed(recording, answerJson(recording))
      : { ids: distinct(theirs(answerJson(recording) ?? {})) },
  told: ({ error, value }) =>
    error === undefined ? { ids: distinct((value as Bag[]).map(({ id }) => id).filter(ours)) } : failure(error),
})

/** The list that most services have: a `data` of models, or the models themselves. */
export const models = modelList({
  name: 'models',
  at: /\/models$/,
  theirs: (body) => ((body['data'] ?? body) as Bag[]).map(({ id }) => id),
})
