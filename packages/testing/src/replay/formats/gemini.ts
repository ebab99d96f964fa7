import { foldGemini } from '../fold-gemini.ts'
import { readGeminiRequest } from './gemini-request.ts'
import { saidByGemini } from './gemini-reply.ts'
import { smallFormat } from './small.ts'
import { toldByChat } from '../facts.ts'
import type { Format } from '../format.ts'

// On Google Cloud a project and a place stand before what is asked; recorders have blanked them.
const moved = (path: string): string =>
  path.replace(/^\/v1(?:beta1)?\/(?:projects\/[^/]+\/locations\/[^/]+\/)?(?=publishers\/)/, '/')

/** The wire formats of Google's models, of the Gemini API and of Google Cloud. */
export const geminiFormats: readonly Format[] = [
  {
    name: 'gemini',
    capability: 'chat',
    matches: ({ method, path }) =>
      method === 'POST' && /:(?:generate|streamGenerate)Content$/.test(path.split('?')[0]!),
    intent: (sent, { path }) => readGeminiRequest(sent, path),
    unrecorded: { prompt: 'Hello' },
    answer: (parts) => ({
      candidates: [{ content: { role: 'model', parts }, finishReason: 'STOP', index: 0 }],
      modelVersion: 'earlier',
      responseId: 'earlier',
    }),
    fold: foldGemini,
    moved,
    said: saidByGemini,
    told: toldByChat,
  },
  {
    ...smallFormat({
      name: 'gemini-count-tokens',
      capability: 'countTokens',
      at: /^POST .*:countTokens$/,
      intent: ({ generateContentRequest: { model: _, ...inner } = {}, ...sent }, { path }) =>
        readGeminiRequest(Object.keys(inner).length > 0 ? inner : sent, path),
      unrecorded: { prompt: 'Hello' },
      fold: foldGemini,
      theirs: (body) => ({ inputTokens: body['totalTokens'] }),
      ours: (value) => ({ inputTokens: value['inputTokens'] }),
    }),
    moved,
  },
]
