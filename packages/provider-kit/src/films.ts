import type { Context, JobStatus, LLMError } from '@llmrr/core'

/** The state of a film that the service could not make. */
export const failedFilm = (
  id: string,
  { code, rawCode }: Pick<LLMError, 'code' | 'rawCode'>,
  { target }: Context,
): JobStatus<never> => ({
  state: 'failed',
  code,
  message: `${target.provider} could not make the film ${id}${rawCode === undefined ? '' : ` (${rawCode})`}; change the prompt or the model.`,
  ...(rawCode !== undefined && { rawCode }),
})
