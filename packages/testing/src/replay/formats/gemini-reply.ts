import { isStream, streamUnits } from '../recording.ts'
import { failed, joined } from './reply.ts'
import { answerJson } from '../recording.ts'
import type { Bag } from './request.ts'
import type { Facts } from '../format.ts'
import type { Recording } from '../recording.ts'

const filtered = /^(?:IMAGE_)?(?:SAFETY|RECITATION|BLOCKLIST|PROHIBITED_CONTENT|SPII|MODEL_ARMOR)$/
const broken = /^(?:MALFORMED_\w+|TOO_MANY_TOOL_CALLS|UNEXPECTED_TOOL_CALL)$/
const reasons: Bag = { STOP: 'stop', MAX_TOKENS: 'length', CONTINUATION: 'length' }

/** Sets pieces of arguments at their paths, of which all that were recorded are names. */
function grown(args: Bag, pieces: readonly Bag[]): Bag {
  for (const { jsonPath, willContinue: _, ...value } of pieces) {
    const name = jsonPath.slice(2)
    const [piece] = Object.values(value)
    args[name] = typeof args[name] === 'string' ? args[name] + piece : piece
  }
  return args
}

function callsIn(parts: readonly Bag[]): Bag[] {
  const calls: Bag[] = []
  for (const { functionCall: call } of parts) {
    if (!call) continue
    if (call.name !== undefined) calls.push({ name: call.name, input: call.args ?? {} })
    grown(calls.at(-1)!['input'], call.partialArgs ?? [])
  }
  return calls
}

/** generateContent: the reply, in one piece, as a stream, or as a list of its chunks. */
export function saidByGemini(recording: Recording): Facts {
  const units: Bag[] = isStream(recording) ? [...streamUnits(recording)] : [answerJson(recording) ?? {}].flat()
  const trouble = units.find((unit) => unit['error'])
  if (trouble || recording.status >= 400) return failed(recording, trouble)
  const candidates: Bag[] = units.flatMap(
    (unit) => unit['candidates']?.filter(({ index = 0 }: Bag) => index === 0) ?? [],
  )
  const parts: Bag[] = candidates.flatMap(({ content }) => content?.parts ?? [])
  const calls = callsIn(parts)
  const reason = candidates.map((one) => one['finishReason']).findLast(Boolean)
  if (broken.test(reason) && calls.length === 0) return { failed: ['bad-response'] }
  const blocked = units.some((unit) => unit['promptFeedback']?.blockReason)
  const finish = blocked || filtered.test(reason) ? 'content-filter' : (reasons[reason] ?? 'other')
  return {
    text: joined(parts, (part) => (part['thought'] ? '' : part['text'])),
    reasoning: joined(parts, (part) => (part['thought'] ? part['text'] : '')),
    toolCalls: calls,
    finish: calls.length > 0 && (reason === 'STOP' || broken.test(reason)) ? 'tool-calls' : finish,
    total: units.findLast((unit) => unit['usageMetadata']?.promptTokenCount)?.['usageMetadata'].totalTokenCount,
    requestId: units[0]?.['responseId'],
  }
}
