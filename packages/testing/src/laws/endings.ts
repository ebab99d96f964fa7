import { isLLMError } from '@llmrr/core'
import { prepare, run, unsettled } from './call.ts'
import { chatStream, scripts } from './law.ts'
import { terminalUnit, unitBytes, unitsOf } from './units.ts'
import type { Law } from './law.ts'

const hasStream = (fixture: Parameters<Law['about']>[0]): boolean => chatStream(fixture) !== undefined

/** A stream that ends before the service's terminal unit was cut, however it looks. */
export const cut: Law = {
  name: 'a stream that ends before its terminal unit has no finish',
  about: hasStream,
  async check(fixture, { provider }) {
    const units = unitsOf(chatStream(fixture)!)
    const terminal = terminalUnit(fixture, units)
    const findings: string[] = []
    for (let count = 0; count <= units.length; count++) {
      for (const ending of count <= terminal ? (['end', 'reset'] as const) : (['end'] as const)) {
        const { events, error } = await run(
          prepare(provider, fixture, scripts(fixture, { pieces: units.slice(0, count), ending })),
        )
        const where = `Cut after ${count} of ${units.length} units (${ending === 'end' ? 'a clean end' : 'a lost connection'})`
        const finished = events.some((event) => event.type === 'finish')
        if (error === unsettled) findings.push(`${where} it hung.`)
        else if (count <= terminal && finished)
          findings.push(`${where} it finished, though the terminal unit is number ${terminal + 1}.`)
        else if (count > terminal && !finished)
          findings.push(
            `${where}, after the terminal unit, it did not finish${error === undefined ? '' : `: ${String(error)}`}.`,
          )
        else if (count > 0 && ending === 'end' && isLLMError(error) && error.code !== 'network')
          findings.push(`${where} it failed with ${error.code} instead of network.`)
      }
    }
    return findings
  },
}

/** An error inside a 200 is what it would be as a status. */
export const inBand: Law = {
  name: 'an error inside a stream is thrown with its own code, wherever it comes',
  about: (fixture, subject) => fixture.inBand !== undefined && subject.fixtures.some(hasStream),
  async check(fixture, { provider, fixtures }) {
    const findings: string[] = []
    const unit = unitBytes(fixture.inBand!)
    for (const stream of fixtures.filter(
      (one) =>
        hasStream(one) &&
        (fixture.options === undefined || JSON.stringify(one.options) === JSON.stringify(fixture.options)),
    )) {
      const units = unitsOf(chatStream(stream)!)
      const terminal = terminalUnit(stream, units)
      for (let at = 0; at <= terminal; at++) {
        const pieces = [...units.slice(0, at), unit]
        const { events, error } = await run(prepare(provider, stream, scripts(stream, { pieces })))
        const { code } = fixture.error!
        const where = `In ${stream.name}, before unit ${at + 1}`
        if (events.some((event) => event.type === 'finish'))
          findings.push(`${where} it was swallowed and the stream finished.`)
        else if (!isLLMError(error, code))
          findings.push(
            `${where} it gave ${isLLMError(error) ? error.code : error === undefined ? 'no error' : String(error)} instead of ${code}.`,
          )
      }
    }
    return findings
  },
}
