/** Something due at a time; what was added first comes first among those due at the same time. */
export interface Due {
  readonly at: number
  readonly order: number
  run(): void
  cancelled: boolean
}

/** A binary heap: the earliest first. */
export interface Heap {
  push(due: Due): void
  /** The earliest that has not been cancelled. */
  pop(): Due | undefined
  readonly size: number
}

const before = (a: Due, b: Due): boolean => a.at < b.at || (a.at === b.at && a.order < b.order)

/** An empty heap. */
export function createHeap(): Heap {
  const items: Due[] = []
  const swap = (i: number, j: number): void => {
    const held = items[i]!
    items[i] = items[j]!
    items[j] = held
  }
  const take = (): Due | undefined => {
    const first = items[0]
    const last = items.pop()
    if (!first || !last || items.length === 0) return first
    items[0] = last
    for (let i = 0; ;) {
      let least = i
      for (const child of [2 * i + 1, 2 * i + 2]) if (items[child] && before(items[child], items[least]!)) least = child
      if (least === i) return first
      swap(i, least)
      i = least
    }
  }
  return {
    get size() {
      return items.length
    },
    push(due) {
      let i = items.push(due) - 1
      while (i > 0) {
        const parent = (i - 1) >> 1
        if (!before(items[i]!, items[parent]!)) break
        swap(i, parent)
        i = parent
      }
    },
    pop() {
      for (;;) {
        const due = take()
        if (!due?.cancelled) return due
      }
    },
  }
}
