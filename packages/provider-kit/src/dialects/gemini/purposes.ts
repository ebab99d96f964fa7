import type { Context, EmbedRequest } from '@llmrr/core'

/** The service's words for what vectors are for. */
const tasks: Readonly<Record<NonNullable<EmbedRequest['purpose']>, string>> = {
  query: 'RETRIEVAL_QUERY',
  document: 'RETRIEVAL_DOCUMENT',
  classification: 'CLASSIFICATION',
  clustering: 'CLUSTERING',
  similarity: 'SEMANTIC_SIMILARITY',
  question: 'QUESTION_ANSWERING',
  fact: 'FACT_VERIFICATION',
  code: 'CODE_RETRIEVAL_QUERY',
}

// From the second generation on the task stands in the text itself.
const prefixes: Readonly<Record<NonNullable<EmbedRequest['purpose']>, string>> = {
  query: 'task: search result | query: ',
  document: 'title: none | text: ',
  classification: 'task: classification | query: ',
  clustering: 'task: clustering | query: ',
  similarity: 'task: sentence similarity | query: ',
  question: 'task: question answering | query: ',
  fact: 'task: fact checking | query: ',
  code: 'task: code retrieval | query: ',
}

/** How a model is told what its vectors are for: by a field, or by the beginning of each text. */
export function purposeOf(
  { purpose }: EmbedRequest,
  { target }: Pick<Context, 'target'>,
): { readonly taskType?: string; readonly prefix: string } {
  if (purpose === undefined) return { prefix: '' }
  const generation = Number(/gemini-embedding-(\d+)/.exec(target.model)?.[1] ?? 0)
  // `001` is a version of the first one.
  return generation >= 2 ? { prefix: prefixes[purpose] } : { taskType: tasks[purpose], prefix: '' }
}
