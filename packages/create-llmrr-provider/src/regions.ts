const marker = /^\s*(?:\/\/|<!--|#) #(end)?region ([\w-]+)/

/** A text without its markers, and without the regions whose names are not kept. Regions may stand in each other. */
export function withRegions(text: string, kept: (name: string) => boolean): string {
  const open: string[] = []
  return text
    .split('\n')
    .filter((line) => {
      const [whole, end, name = ''] = marker.exec(line) ?? []
      if (whole === undefined) return open.every(kept)
      if (end === undefined) open.push(name)
      else if (open.pop() !== name) throw new Error(`The region "${name}" ends where it does not begin.`)
      return false
    })
    .join('\n')
}
