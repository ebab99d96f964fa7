import { deepseekWords } from './words.ts'
import { responsesRoute } from '../family/responses.ts'

/** `POST /responses`: every model reasons. */
export const create = responsesRoute({
  words: deepseekWords,
  id: ({ state }) => state.uuid(),
  reasons: () => true,
  message: { phase: 'final_answer' },
})
