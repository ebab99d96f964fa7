import { parseToolInput } from '../../tool-input.ts'
import type { ChatEvent } from '@llmrr/core'
import type { WireToolCall } from './wire.ts'

interface Call {
  readonly at: number
  readonly id: string
  name: string
  readonly pieces: string[]
}

/** Tool calls in pieces. `at` answers the number of the part that a call is. */
export function callReader(at: (key: number) => number) {
  const calls = new Map<number, Call>()
  return {
    read(wire: readonly WireToolCall[], replyId: string | null | undefined, events: ChatEvent[]): void {
      for (const [position, { index, id, function: called }] of wire.entries()) {
        const key = index ?? position
        // Sent as JSON text; some services send the object itself.
        const given = called?.arguments
        const input = typeof given === 'string' ? given : given ? JSON.stringify(given) : ''
        let call = calls.get(key)
        const isNew = call === undefined
        if (!call) {
          call = { at: at(key), id: id || `call_${replyId || 'x'}_${key}`, name: '', pieces: [] }
          calls.set(key, call)
        }
        // Later pieces have no name, an empty one, or the same again.
        call.name ||= called?.name ?? ''
        if (input !== '') call.pieces.push(input)
        if (isNew || input !== '') {
          events.push({ type: 'tool-call-delta', index: call.at, id: call.id, name: call.name, input })
        }
      }
    },
    count: () => calls.size,
    /** The calls as they have become. In an answer that was cut, one without arguments is no call of a tool that takes none. */
    parts: (cut: boolean): ChatEvent[] =>
      Array.from(calls.values(), ({ at, id, name, pieces }) => {
        const text = pieces.join('')
        const said = cut && text === '' ? { input: null, invalid: text } : parseToolInput(text)
        return { type: 'part', index: at, part: { type: 'tool-call', id, name, ...said } }
      }),
  }
}
