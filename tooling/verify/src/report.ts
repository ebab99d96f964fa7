import type { Figures } from './figures.ts'

/** A Markdown table. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')
}

const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0)
const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`

/** No more recordings than this say little of a service. */
const few = 5

/** Services of which hardly any recording is to be had. */
const thin = ({ replay }: Figures): ReadonlySet<string> =>
  new Set(
    replay.flatMap(({ service, capabilities }) =>
      sum(Object.values(capabilities).map(({ of }) => of)) <= few ? [service] : [],
    ),
  )

/** How each capability of each service was verified. */
function matrix(figures: Figures): string {
  const { conformance, parity, replay, emulated } = figures
  const hardly = thin(figures)
  const rows = conformance.flatMap(({ provider, capabilities, fixtures }) => {
    const recorded = replay.find(({ service }) => service === provider)?.capabilities ?? {}
    const compared = parity.find((one) => one.provider === provider)?.calls ?? {}
    const own = [...capabilities, ...('models' in recorded || 'models' in compared ? ['models'] : [])]
    return own.map((capability) => {
      const recordings = recorded[capability]
      const calls = compared[capability]
      const isEmulated = emulated[provider]?.includes(capability) ?? false
      const strongest = hardly.has(provider)
        ? '**emulator and documentation**'
        : recordings
          ? 'recordings'
          : calls
            ? 'parity'
            : isEmulated
              ? 'emulator only'
              : 'fixtures only'
      return [
        provider,
        capability,
        strongest,
        recordings ? `${recordings.passed} of ${recordings.of}` : '',
        calls ? `${calls.equal} of ${calls.of}` : '',
        isEmulated ? 'yes' : '',
        fixtures[capability] === undefined ? '' : String(fixtures[capability]),
      ]
    })
  })
  return table(
    ['service', 'capability', 'verified by', 'recordings', 'calls equal to the SDK', 'emulator', 'fixtures'],
    rows,
  )
}

const laws = ({ conformance }: Figures): string =>
  table(
    ['service', 'laws', 'cases kept', 'excused'],
    conformance.map((one) => [
      one.provider,
      String(one.laws),
      `${one.kept} of ${one.cases}`,
      Object.entries(one.excused)
        .map(([law, why]) => `${law}: ${why}`)
        .join('; ') || 'none',
    ]),
  )

function replays({ replay, waiting }: Figures): string {
  if (replay.length === 0) return 'Not run: there were no recordings.'
  const rows = replay.map(({ service, recordings, capabilities, failed, outside }) => {
    const counts = Object.values(capabilities)
    return [
      service,
      String(recordings),
      `${sum(counts.map(({ passed }) => passed))} of ${sum(counts.map(({ of }) => of))}`,
      String(failed.length),
      String(outside.length),
    ]
  })
  const failed = replay.flatMap((one) => one.failed.map(({ file, why }) => `- ${one.service}, ${file}: ${why[0]}`))
  const outside = replay.flatMap((one) =>
    Object.entries(Object.groupBy(one.outside, ({ why }) => why[0]!)).map(
      ([why, files]) => `- ${one.service}, ${plural(files!.length, 'recording')}: ${why}`,
    ),
  )
  const tolerated = replay.flatMap((one) =>
    Object.entries(one.tolerated).map(([why, count]) => `- ${one.service}, ${plural(count, 'time')}: ${why}`),
  )
  const hatched = replay.flatMap((one) =>
    Object.entries(one.hatched).map(([field, count]) => `- ${one.service}, ${plural(count, 'time')}: \`${field}\``),
  )
  const list = (title: string, lines: readonly string[]): string =>
    lines.length > 0 ? `\n${title}\n\n${lines.join('\n')}\n` : ''
  return [
    table(['service', 'recordings', 'passed, of those supported', 'failed', 'outside'], rows),
    list('Recordings that do not pass:', failed),
    list('Recordings of what is no capability here:', outside),
    list('Differences of requests that were looked at and are right:', tolerated),
    list('Fields of recorded requests that went through the raw hatch:', hatched),
    waiting.length > 0
      ? `\nRecorded services without a provider yet: ${waiting.map(({ service, recordings }) => `${service} (${recordings})`).join(', ')}.`
      : '',
  ].join('\n')
}

/** Costs that services report, beside those computed here. */
function costs({ replay }: Figures): string {
  const told = replay.flatMap(({ service, costs: found }) => (found ? [{ service, ...found }] : []))
  if (told.length === 0) return 'No recorded answer reports its cost.'
  const usd = (value: number): string => `$${Number(value.toPrecision(4))}`
  const apart = told.flatMap(({ service, apart: list }) =>
    Object.entries(Object.groupBy(list, ({ model, why }) => `${model}: ${why ?? '**not explained**'}`)).map(
      ([reason, [first, ...more] = list]) =>
        `- ${service}, ${reason} (${usd(first!.reported)} reported, ${usd(first!.computed)} computed${more.length > 0 ? `, and ${more.length} more` : ''})`,
    ),
  )
  const unpriced = told.flatMap(({ service, unpriced: list }) =>
    Object.entries(Object.groupBy(list, ({ why }) => why ?? '**not explained**')).map(
      ([why, models]) => `- ${service}, ${models!.map(({ model }) => `\`${model}\``).join(', ')}: ${why}`,
    ),
  )
  return [
    table(
      ['service', 'reported', 'computed', 'the same within 1 %'],
      told.map(({ service, reported, computed, same }) => [service, String(reported), String(computed), String(same)]),
    ),
    ...(apart.length > 0 ? ['\nWhat differs:\n', ...apart] : []),
    ...(unpriced.length > 0 ? ['\nWhat has no price to compute with:\n', ...unpriced] : []),
  ].join('\n')
}

const parities = ({ parity }: Figures): string =>
  [
    table(
      ['SDK', 'calls equal', 'tolerated differences'],
      parity.map(({ sdk, calls, tolerated }) => [
        `\`${sdk}\``,
        `${sum(Object.values(calls).map(({ equal }) => equal))} of ${sum(Object.values(calls).map(({ of }) => of))}`,
        tolerated.join('; ') || 'none',
      ]),
    ),
  ].join('\n')

const rounded = (value: number): string => (value >= 1000 ? Math.round(value).toLocaleString('en') : value.toFixed(2))

function speed({ bench, providers }: Figures): string {
  const replayed = Object.entries(providers ?? {}).flatMap(([slug, kinds]) =>
    kinds.map(({ kind, bytes, ratio }) => [slug, kind, String(bytes), `${ratio.median.toFixed(2)}x`]),
  )
  return [
    bench
      ? `Measured on ${bench.date} with Node ${bench.node}.\n\n${table(
          ['budget', 'limit', 'measured', 'holds'],
          bench.budgets.map(({ name, limit, unit, least, measured, holds }) => [
            name,
            `${least ? 'at least' : 'at most'} ${rounded(limit)} ${unit}`,
            `${rounded(measured)} ${unit}`,
            holds ? 'yes' : '**no**',
          ]),
        )}\n\n${table(
          ['bundle, minified and gzipped', 'bytes'],
          Object.entries(bench.sizes).map(([name, bytes]) => [name, bytes.toLocaleString('en')]),
        )}`
      : 'Not measured: `pnpm bench` has not been run.',
    replayed.length > 0
      ? `\nA recording through one provider, CPU against bare fetch and parse (at most 2x):\n\n${table(['service', 'kind', 'bytes', 'CPU'], replayed)}`
      : '',
  ].join('\n')
}

/** The whole report. */
export function report(figures: Figures): string {
  const { mutation, canary } = figures
  return `# Verification

Generated by \`pnpm verify\`; do not edit. How each service was verified, and what the runs found.

**Recordings**: real traffic, played through the adapter and read by independent readers. **SDK**: the same call through the official SDK, requests equal
field by field. **Emulator**: called over real sockets against a server that shares no code with the adapters. **Fixtures**: written by hand, under all laws.
**Emulator and documentation**: hardly any recording of the service is to be had, so the rest of it is known from its documentation alone.

${matrix(figures)}

## Conformance

${laws(figures)}

## Mutation

${mutation ? `${mutation.found} of ${mutation.mutants} deliberately broken providers are found, each by exactly the law that is meant; each of the ${mutation.laws} laws has one at least.` : 'Not run.'}

## Recordings

${replays(figures)}

## Costs

Where an answer reports what it cost, the cost that the catalogue's prices make of its usage is computed beside it. The reported one counts.

${costs(figures)}

## Parity

${parities(figures)}

## Gateways

The real gateways, as their registries have them, in front of the emulator.

${
  figures.gateways.length > 0
    ? table(
        ['gateway', 'version', 'tests passed'],
        figures.gateways.map(({ name, pins, passed, of }) => [name, pins.join(', '), `${passed} of ${of}`]),
      )
    : 'Not run.'
}

## Canary

${canary ? `A planted key and a planted prompt were searched for in ${canary.searched} errors and events of ${canary.services.join(', ')} under ${plural(canary.faults, 'fault')}, and in everything written to the console: none was found. \`pnpm packages\` searches the archives.` : 'Not run.'}

## Sizes and speed

${speed(figures)}
`
}
