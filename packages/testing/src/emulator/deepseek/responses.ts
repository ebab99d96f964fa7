import { responsesRoute } from '../family/responses.ts'
import { deepseekWords } from './words.ts'

/** `POST /responses`: every model reasons. */
export const create = responsesRoute({
  words: deepseekWords,
  id: ({ state }) => state.uuid(),
  reasons: () => true,
  message: { phase: 'final_answer' },
})
