import { countTokens } from '../brain/tokens.ts'
import type { Route } from '../service.ts'

const tokensOf = (said: string) => Array.from({ length: countTokens(said) }, (_, id) => ({ id, text: '' }))

/** What a dedicated endpoint has beside chat. */
export const endpointRoutes: readonly Route[] = [
  { method: 'GET', path: '/health', handle: () => ({ bytes: '', type: 'text/plain' }) },
  {
    method: 'GET',
    path: '/info',
    handle: () => ({ json: { model_id: 'emulated', max_total_tokens: 4096, version: '3.3.7' } }),
  },
  { method: 'POST', path: '/tokenize', handle: ({ body }) => ({ json: tokensOf(body.inputs) }) },
  {
    method: 'POST',
    path: '/chat_tokenize',
    handle: ({ body }) => ({
      json: {
        tokenize_response: tokensOf(JSON.stringify(body.messages)),
        templated_text: JSON.stringify(body.messages),
      },
    }),
  },
]
