import { seedOf } from '../brain/chance.ts'
import { pieces } from '../brain/tokens.ts'
import type { Fields } from '../http/shape.ts'
import type { Call, Reply } from '../service.ts'
import { remember } from '../state.ts'
import { checkFields } from './check.ts'
import { invalid } from './words.ts'

const most = 65_536
const model = { type: 'string', required: true } as const
const cut: Fields = { text: { type: 'string', required: true }, model }
const join: Fields = { tokens: { type: 'array', required: true }, model }
const meta = { api_version: { version: '1' } }

/** `POST /v1/tokenize`. */
export function tokenize(call: Call): Reply {
  const headers = checkFields(call, cut)
  const { body, requestId, state } = call
  if (body.text.length < 1 || body.text.length > most)
    invalid(`text must be between 1 and ${most} characters long`, requestId)
  const strings = pieces(body.text)
  const tokens = strings.map((text) => seedOf(text) % 255_000)
  // Kept, so that they can be put together again.
  for (const [at, token] of tokens.entries()) remember(state.stored, `token ${token}`, strings[at], 100_000)
  return { headers, json: { tokens, token_strings: strings, meta } }
}

/** `POST /v1/detokenize`, for tokens that were made here. */
export function detokenize(call: Call): Reply {
  const headers = checkFields(call, join)
  const { body, requestId, state } = call
  if (body.tokens.length > most) invalid(`tokens must have at most ${most} entries`, requestId)
  const text = body.tokens.map((token: unknown) => state.stored.get(`token ${token}`) ?? '').join('')
  return { headers, json: { text, meta } }
}
