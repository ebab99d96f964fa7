import { expect, test } from 'vitest'
import type { Router } from '@llmrr/core'
import type { Running } from './start.ts'

/** How a gateway is asked, for what any of them must be able to do. */
export interface Everyday {
  /** The router over it, and over the services behind it. */
  readonly llm: Router
  readonly running: Running
}

/** References of models: through the gateway, and at the service itself. */
export interface Pair {
  readonly through: string
  readonly direct: string
}

const weather = {
  name: 'get_weather',
  description: 'The weather of a city.',
  input: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'], additionalProperties: false },
}
const schema = {
  type: 'object',
  properties: { name: { type: 'string' }, age: { type: 'integer' } },
  required: ['name', 'age'],
  additionalProperties: false,
}
const maxOutputTokens = 500

/** What any gateway must be able to do, whichever model is behind it. `asked` answers what stands once it is up. */
export function everyday(asked: () => Everyday, { through, direct }: Pair): void {
  test(`${through}: the answer is that of the service itself, with its usage`, async () => {
    const { llm } = asked()
    const request = { prompt: 'Say something – größer.', maxOutputTokens }
    const answer = await llm.chat({ model: through, ...request })
    const own = await llm.chat({ model: direct, ...request })
    expect(answer.text).toBe(own.text)
    expect(answer.finishReason).toBe(own.finishReason)
    expect(answer.usage).toMatchObject({ input: own.usage!.input, output: own.usage!.output })
    expect(answer.attempts).toHaveLength(1)
  })

  test(`${through}: a stream comes in pieces, and is the same answer`, async () => {
    const { llm } = asked()
    const request = { model: through, prompt: 'Say something.', maxOutputTokens }
    const pieces: string[] = []
    let finish: { reason?: string; usage?: { output?: number } } = {}
    for await (const event of llm.stream(request)) {
      if (event.type === 'text-delta') pieces.push((event as { text: string }).text)
      if (event.type === 'finish') finish = event as typeof finish
    }
    expect(pieces.length).toBeGreaterThan(3)
    expect(pieces.join('')).toBe((await llm.chat(request)).text)
    expect(finish).toMatchObject({ reason: 'stop', usage: { output: expect.any(Number) } })
  })

  test.each([true, false])(`${through}: a tool is called, and its result read (as a stream: %s)`, async (streamed) => {
    const { llm } = asked()
    const request = { model: through, prompt: 'Call get_weather.', tools: [weather], maxOutputTokens }
    const first = await (streamed ? llm.stream(request).result() : llm.chat(request))
    expect(first.finishReason).toBe('tool-calls')
    expect(first.toolCalls.map(({ name }) => name)).toEqual(['get_weather'])
    const { id, name, input } = first.toolCalls[0]!
    expect(input).toEqual({ city: expect.any(String) })
    const second = await llm.chat({
      model: through,
      tools: [weather],
      maxOutputTokens,
      messages: [
        { role: 'user', content: request.prompt },
        { role: 'assistant', content: first.parts },
        { role: 'tool', content: [{ type: 'tool-result', id, name, output: 'Seven degrees.' }] },
      ],
    })
    expect(second.text).toContain('Seven degrees')
  })

  test(`${through}: the router falls back from it before anything is shown`, async () => {
    const { llm, running } = asked()
    running.emulator.inject({ status: 500, times: 1 })
    const { target, attempts } = await llm.stream({ model: [through, direct], prompt: 'Hi', maxOutputTokens }).result()
    running.emulator.clearFaults()
    expect(attempts.map(({ outcome }) => outcome)).toEqual(['error', 'ok'])
    expect(`${target.provider}/${target.model}`).toBe(direct)
  })
}

/** An answer held to a schema, where the service behind does that over this gateway. */
export function structured(asked: () => Everyday, model: string): void {
  test(`${model}: an answer keeps to a schema`, async () => {
    const { output } = await asked().llm.chat({ model, prompt: 'Describe a person.', output: { schema, strict: true } })
    expect(output).toEqual({ name: expect.any(String), age: expect.any(Number) })
  })
}
