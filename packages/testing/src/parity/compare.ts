import type { Captured } from './capture.ts'

/** A difference between two requests that was looked at and is right. */
export interface ToleratedDifference {
  /** Where: `method`, `path`, `query.name`, `header name`, or a field of the body as `body.messages[0].role`. */
  readonly at: RegExp
  readonly when?: (theirs: unknown, ours: unknown) => boolean
  readonly why: string
}

/** Where two requests differ. */
export interface Difference {
  readonly at: string
  readonly theirs: unknown
  readonly ours: unknown
}

/** What the comparison of two lists of requests finds. */
export interface Parity {
  readonly differences: readonly Difference[]
  readonly tolerated: readonly { readonly at: string; readonly why: string }[]
}

/** Compares the requests of an SDK with those of an adapter, one by one. */
export function parityOf(
  theirs: readonly Captured[],
  ours: readonly Captured[],
  options: { readonly headers: readonly string[]; readonly tolerated: readonly ToleratedDifference[] },
): Parity {
  const found: Difference[] =
    theirs.length === ours.length ? [] : [{ at: 'number of requests', theirs: theirs.length, ours: ours.length }]
  for (const [at, sent] of theirs.entries()) {
    const own = ours[at]
    if (own) found.push(...apart(facts(sent, options.headers), facts(own, options.headers)))
  }
  const differences: Difference[] = []
  const tolerated: { at: string; why: string }[] = []
  for (const one of found) {
    const excuse = options.tolerated.find(({ at, when }) => at.test(one.at) && (when?.(one.theirs, one.ours) ?? true))
    if (excuse) tolerated.push({ at: one.at, why: excuse.why })
    else differences.push(one)
  }
  return { differences, tolerated }
}

function facts({ method, path, query, headers, body }: Captured, names: readonly string[]): Record<string, unknown> {
  const told = names.map(
    (name) => [`header ${name}`, name === 'content-type' ? headers[name]?.split(';')[0] : headers[name]] as const,
  )
  return { method, path, query, ...Object.fromEntries(told), body }
}

const isBag = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

function apart(theirs: unknown, ours: unknown, at = ''): readonly Difference[] {
  if (Object.is(theirs, ours)) return []
  if (!isBag(theirs) || !isBag(ours) || Array.isArray(theirs) !== Array.isArray(ours)) return [{ at, theirs, ours }]
  const keys = new Set([...Object.keys(theirs), ...Object.keys(ours)])
  return [...keys].flatMap((key) =>
    apart(theirs[key], ours[key], Array.isArray(theirs) ? `${at}[${key}]` : at ? `${at}.${key}` : key),
  )
}
