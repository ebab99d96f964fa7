import { promptTokens } from '../brain/tokens.ts'
import type { Ask } from '../brain/types.ts'
import type { Loose } from '../http/loose.ts'
import { a, inspect, type Fields } from '../http/shape.ts'
import { data } from '../http/sse.ts'
import { refuse, type Call, type Reply } from '../service.ts'
import { errorEvent } from './chat-events.ts'
import { isUnknownModel, type Member } from './member.ts'

const openaiFields: Fields = {
  model: { type: 'string', required: true },
  prompt: { type: ['string', 'array'], required: true },
  best_of: a.integer,
  echo: a.boolean,
  frequency_penalty: { type: 'number', min: -2, max: 2 },
  logit_bias: a.object,
  logprobs: { type: 'integer', min: 0, max: 5 },
  max_tokens: { type: 'integer', min: 0 },
  n: { type: 'integer', min: 1, max: 128 },
  presence_penalty: { type: 'number', min: -2, max: 2 },
  seed: a.integer,
  stop: { type: ['string', 'array'] },
  stream: a.boolean,
  stream_options: a.object,
  suffix: a.string,
  temperature: { type: 'number', min: 0, max: 2 },
  top_p: { type: 'number', min: 0, max: 1 },
  user: a.string,
}

/** `POST /completions`: plain text goes on. Sixteen tokens unless more are asked for, as ever. */
export function completionsRoute(
  { words }: Member,
  { fields = openaiFields }: { readonly fields?: Fields } = {},
): (call: Call) => Reply {
  return (call) => {
    const body = call.body
    const problem = inspect(body, fields)
    if (problem) refuse(words.problem(problem))
    if (isUnknownModel(body.model)) refuse(words.unknownModel(body.model))
    const prompts: string[] = (Array.isArray(body.prompt) ? body.prompt : [body.prompt]).map(String)
    const asks = prompts.map((prompt) => askOf(call, prompt))
    const thoughts = asks.map((ask) => call.think(ask))
    const prompt = asks.reduce((sum, ask) => sum + promptTokens(ask), 0)
    const completion = thoughts.reduce((sum, { tokens }) => sum + tokens.output, 0)
    const usage = { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion }
    const facts = {
      id: call.state.id('cmpl-', 29),
      object: 'text_completion',
      created: call.state.seconds(),
      model: body.model,
    }
    if (body.stream) {
      const events = function* (): Iterable<string> {
        for (const [index, { text, finish }] of thoughts.entries()) {
          for (const piece of text)
            yield data({ ...facts, choices: [{ text: piece, index, logprobs: null, finish_reason: null }] })
          yield data({ ...facts, choices: [{ text: '', index, logprobs: null, finish_reason: finish }] })
        }
        if (body.stream_options?.include_usage) yield data({ ...facts, choices: [], usage })
        yield 'data: [DONE]\n\n'
      }
      return { events: events(), broken: (code) => [errorEvent(errorOf(words.failure(500, code, call.requestId)))] }
    }
    const choices = thoughts.map(({ text, finish }, index) => ({
      text: (body.echo ? prompts[index] : '') + text.join(''),
      index,
      logprobs: null,
      finish_reason: finish,
    }))
    return { json: { ...facts, choices, usage } }
  }
}

const errorOf = (reply: Reply): Loose => ('json' in reply ? reply.json.error : undefined)

function askOf({ service, body }: Call, prompt: string): Ask {
  const stop = body.stop ?? []
  const between = body.suffix ? `${prompt} … ${body.suffix}` : prompt
  return {
    service: service.slug,
    model: body.model,
    system: '',
    messages: [{ role: 'user', text: between, media: [] }],
    tools: [],
    toolChoice: 'none',
    parallel: false,
    reasoning: false,
    maxTokens: body.max_tokens ?? 16,
    stop: typeof stop === 'string' ? [stop] : stop,
    serverTools: [],
    documents: [],
  }
}
