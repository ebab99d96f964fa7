/** The fields that are set, under the service's names for them: `renamed(options, { minP: 'min_p' })`. */
export function renamed<From extends object>(
  from: From,
  names: Partial<Record<keyof From & string, string>>,
): Record<string, unknown> {
  const fields: Record<string, unknown> = {}
  for (const [ours, theirs] of Object.entries(names) as [keyof From, string][])
    if (from[ours] !== undefined) fields[theirs] = from[ours]
  return fields
}
