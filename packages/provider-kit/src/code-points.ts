const astral = /[\ud800-\udbff]/

/** Turns offsets that count code points, as services do, into UTF-16 units. They differ behind an emoji. */
export function codePointOffsets(text: string): (at: number) => number {
  if (!astral.test(text)) return (at) => at
  const starts: number[] = []
  let unit = 0
  for (const point of text) {
    starts.push(unit)
    unit += point.length
  }
  return (at) => starts[at] ?? unit
}
