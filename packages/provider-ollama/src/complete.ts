import { chatHandler } from '@llmrr/provider-kit'
import { common, toParameters } from './request.ts'
import { optionsOf } from './options.ts'
import { reader } from './reader.ts'
import type { CompleteRequest, Handler } from '@llmrr/core'
import type { Http } from '@llmrr/provider-kit'
import type { WireChunk } from './wire.ts'

/** Text completion, and filling in the middle for models that can. */
export const ollamaComplete = (http: Http, isCloud: boolean): Handler<'complete'> =>
  chatHandler<WireChunk, WireChunk, CompleteRequest>(http, {
    params: [
      'prompt',
      'suffix',
      'maxOutputTokens',
      'temperature',
      'topP',
      'stop',
      'seed',
      'frequencyPenalty',
      'presencePenalty',
      'raw',
    ],
    toRequest(request, context) {
      const { prompt, suffix } = request
      const { rawPrompt, think } = optionsOf(context)
      const parameters = toParameters(request, [prompt, suffix], context)
      return {
        path: '/api/generate',
        body: {
          ...common(context),
          prompt,
          ...(suffix !== undefined && { suffix }),
          ...(rawPrompt !== undefined && { raw: rawPrompt }),
          ...(think !== undefined && { think }),
          ...(Object.keys(parameters).length > 0 && { options: parameters }),
        },
      }
    },
    unfold: (reply) => [reply],
    reader: (context, reply) => reader(context, reply, isCloud),
  })
