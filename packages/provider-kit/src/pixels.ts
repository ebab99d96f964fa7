const usual = ['1:1', '16:9', '9:16', '4:3', '3:4', '3:2', '2:3', '21:9', '9:21', '4:5', '5:4']

/** Width and height of a size such as `1024x768`; `undefined` for anything else. */
export function pixelsOf(size: string | undefined): readonly [width: number, height: number] | undefined {
  const [, width, height] = /^(\d+)x(\d+)$/.exec(size ?? '') ?? []
  return width === undefined ? undefined : [Number(width), Number(height)]
}

/** The ratio that is nearest to a width and a height, of those that a model has. */
export function nearestRatio([width, height]: readonly [number, number], ratios: readonly string[] = usual): string {
  const far = (ratio: string): number => {
    const [across = 1, down = 1] = ratio.split(':').map(Number)
    return Math.abs(Math.log((width / height) * (down / across)))
  }
  return ratios.toSorted((a, b) => far(a) - far(b))[0]!
}
