import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { keep } from '@llmrr/testing'
import { recordingsOf, wireFolder } from '@llmrr/testing/replay'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../../..')
const folder = wireFolder(root)

describe.skipIf(folder === undefined)('the recorded services', () => {
  const services =
    folder === undefined
      ? []
      : readdirSync(folder, { withFileTypes: true })
          .filter((entry) => entry.isDirectory())
          .map(({ name }) => name)
  const packageOf = (service: string): string => join(root, 'packages', `provider-${service}`)

  it('are replayed by every provider that there is', () => {
    const unplayed = services.filter(
      (service) =>
        existsSync(join(packageOf(service), 'src/provider.ts')) &&
        !existsSync(join(packageOf(service), 'test/replay.wire.test.ts')),
    )
    expect(unplayed, 'providers without test/replay.wire.test.ts').toEqual([])
  })

  it('that have no provider yet are named', () => {
    const waiting = services
      .filter((service) => !existsSync(packageOf(service)))
      .map((service) => ({ service, recordings: recordingsOf(folder!, service).length }))
    keep('replay-waiting', waiting)
    if (waiting.length > 0)
      process.stdout.write(
        `no provider yet: ${waiting.map(({ service, recordings }) => `${service} (${recordings})`).join(', ')}\n`,
      )
    expect(services.length).toBeGreaterThan(0)
  })
})
