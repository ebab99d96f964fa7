import { deepseekWords } from './words.ts'
import { responsesRoute } from '../family/responses.ts'
import { uuid } from './chat.ts'

/** `POST /responses`: every model reasons. */
export const create = responsesRoute({
  words: deepseekWords,
  id: ({ state }) => uuid(state.id('', 32)),
  reasons: () => true,
  message: { phase: 'final_answer' },
})
