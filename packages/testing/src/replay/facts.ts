import { finalOf } from '../laws/call.ts'
import { gather } from '../laws/gather.ts'
import { isLLMError } from '@llmrr/core'
import type { Facts } from './format.ts'
import type { Fixture } from '../laws/fixture.ts'
import type { Outcome } from '../laws/call.ts'
import type { Part, ToolCallPart, Usage } from '@llmrr/core'

const tokenMeters =
  /^(?:input|cacheRead|cacheWrite|cacheWriteLong|output|reasoning|(?:audio|image|video)(?:Input|Output))$/

/** Sum of the meters that count tokens; `undefined` where there is none. */
export function totalOf(usage: Usage | undefined): number | undefined {
  const counts = Object.entries(usage ?? {}).filter(([meter]) => tokenMeters.test(meter))
  return counts.length === 0 ? undefined : counts.reduce((sum, [, count]) => sum + (count as number), 0)
}

/** What a failure says. */
export function failure(error: unknown): Facts {
  return isLLMError(error)
    ? { failed: error.code, status: error.status, requestId: error.requestId }
    : { failed: String(error) }
}

/** What our chat events say, in the words of the independent readers. */
export function toldByChat({ events, error }: Outcome): Facts {
  if (error !== undefined) return failure(error)
  const said = gather(events)
  const join = (type: string): string =>
    said.parts.map((part) => (part.type === type ? (part as { text: string }).text : '')).join('')
  return {
    text:
      said.text +
      said.parts
        .map((part) => (part.type === 'media' ? ((part as Part & { transcript?: string }).transcript ?? '') : ''))
        .join(''),
    reasoning: join('reasoning'),
    toolCalls: (said.toolCalls as readonly ToolCallPart[]).map(({ name, input, invalid }) => ({
      name,
      input: invalid === undefined ? input : { invalid },
    })),
    finish: said.finishReason,
    total: totalOf(said.usage),
    requestId: said['requestId'],
  }
}

/** What another capability's answer holds. */
export function toldBy(capability: Fixture['capability'], outcome: Outcome): Record<string, unknown> {
  return (finalOf({ capability } as Fixture, outcome) ?? {}) as Record<string, unknown>
}
