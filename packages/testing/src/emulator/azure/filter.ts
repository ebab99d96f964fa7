import type { Loose } from '../http/loose.ts'
import type { Call, Reply } from '../service.ts'

const safe = { filtered: false, severity: 'safe' }
const prompt = {
  hate: safe,
  jailbreak: { filtered: false, detected: false },
  self_harm: safe,
  sexual: safe,
  violence: safe,
}
const completion = { hate: safe, self_harm: safe, sexual: safe, violence: safe }
const results = [{ prompt_index: 0, content_filter_results: prompt }]

const opening = `data: ${JSON.stringify({ choices: [], created: 0, id: '', model: '', object: '', prompt_filter_results: results })}\n\n`

// Empty on the first and the last chunk of a choice.
const annotated = (frame: string): string =>
  frame.replaceAll(
    /"delta":(\{.*?\}),"logprobs"/gu,
    (_, delta: string) =>
      `"content_filter_results":${/"content":"./u.test(delta) ? JSON.stringify(completion) : '{}'},"delta":${delta},"logprobs"`,
  )

function* events(frames: Iterable<string>): Iterable<string> {
  yield opening
  for (const frame of frames) yield annotated(frame)
}

/** Adds the verdicts of the content filter to a chat route, as Azure does: in a chunk before all others, and on every choice. */
export const withFilter =
  (route: (call: Call) => Reply) =>
  (call: Call): Reply => {
    const reply = route(call)
    if ('events' in reply) return { ...reply, events: events(reply.events as Iterable<string>) }
    if (!('json' in reply) || !reply.json.choices) return reply
    const choices = reply.json.choices.map((choice: Loose) => ({ ...choice, content_filter_results: completion }))
    return { ...reply, json: { ...reply.json, choices, prompt_filter_results: results } }
  }
