import { responsesRoute } from '../family/responses.ts'
import { a } from '../http/shape.ts'
import { costs, thinks } from './chat.ts'
import { routing } from './fields.ts'
import { openrouterWords } from './words.ts'

/** `POST /responses`, with the fields that chats have here. */
export const createResponse = responsesRoute({
  words: openrouterWords,
  fields: {
    ...routing,
    image_config: a.object,
    max_tool_calls: a.integer,
    metadata: a.object,
    modalities: a.array,
    models: a.array,
    plugins: a.array,
    preset: a.string,
    prompt_cache_key: a.string,
    service_tier: a.string,
    stop_server_tools_when: a.array,
  },
  id: ({ state }) => state.id('gen-', 20),
  reasons: ({ model, reasoning }) => thinks(model) && reasoning !== undefined && reasoning.effort !== 'none',
  usage: ({ input_tokens: input, output_tokens: output }) => costs(input, output),
})
