import { abort, rejections, stop } from './abandon.ts'
import { framing, pauses, pull, split } from './bytes.ts'
import { cut, inBand } from './endings.ts'
import { finish, indices, rawChunks, replyIsStream, result, toolParts, unaskedForm } from './events.ts'
import { foreignStatus, missingKey, nonsense, redirect, retryAfter, secrets, status } from './failures.ts'
import { globals, timers } from './globals.ts'
import { fieldsHeard, hatch, request, warnedInTime } from './requests.ts'
import { foreignState, ownState, plainParts } from './state.ts'
import { counts, sums } from './usage.ts'
import type { Law } from './law.ts'

/** Every law, in the order in which they are told. */
export const laws: readonly Law[] = [
  request,
  result,
  finish,
  indices,
  toolParts,
  replyIsStream,
  unaskedForm,
  split,
  framing,
  pauses,
  pull,
  cut,
  inBand,
  status,
  foreignStatus,
  retryAfter,
  nonsense,
  redirect,
  missingKey,
  secrets,
  counts,
  sums,
  ownState,
  foreignState,
  plainParts,
  fieldsHeard,
  warnedInTime,
  hatch,
  rawChunks,
  abort,
  stop,
  rejections,
  timers,
  globals,
]

/** What a law found on a fixture. */
export interface Finding {
  readonly law: string
  readonly fixture: string
  readonly finding: string
}

/** Runs every law over every fixture that can show it. An empty list: the provider conforms. */
export async function checkProvider(subject: {
  readonly provider: Parameters<Law['check']>[1]['provider']
  readonly fixtures: Parameters<Law['check']>[1]['fixtures']
}): Promise<readonly Finding[]> {
  const findings: Finding[] = []
  for (const law of laws) {
    for (const fixture of subject.fixtures) {
      if (!law.about(fixture, subject)) continue
      for (const finding of await law.check(fixture, subject))
        findings.push({ law: law.name, fixture: fixture.name, finding })
    }
  }
  return findings
}
