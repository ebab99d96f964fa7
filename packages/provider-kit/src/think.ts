/** A piece of an answer that mixes both in one text. */
export interface ThoughtOrText {
  readonly kind: 'reasoning' | 'text'
  readonly text: string
}

const open = '<think>'
const close = '</think>'

/**
 * Splits an answer that begins with `<think>…</think>` into reasoning and text, in pieces cut anywhere. White space around
 * the tags is not part of either. A tag later in the text is text. Without the closing tag (a cut answer) all is reasoning.
 */
export function thinkSplitter(): { feed(piece: string): ThoughtOrText[]; end(): ThoughtOrText[] } {
  let state: 'start' | 'inside' | 'gap' | 'text' = 'start'
  // Text that may turn out to be (part of) a tag, or white space beside one.
  let held = ''
  let thought = false
  const out: ThoughtOrText[] = []
  const emit = (kind: ThoughtOrText['kind'], text: string): void => {
    if (text !== '') out.push({ kind, text })
  }

  const step = (): boolean => {
    if (state === 'start') {
      const rest = held.trimStart()
      if (rest.length < open.length && open.startsWith(rest)) return false
      state = rest.startsWith(open) ? 'inside' : 'text'
      if (state === 'inside') held = rest.slice(open.length)
      return true
    }
    if (state === 'inside') {
      if (!thought) held = held.trimStart()
      const at = held.indexOf(close)
      if (at >= 0) {
        emit('reasoning', held.slice(0, at).trimEnd())
        held = held.slice(at + close.length)
        state = 'gap'
        return true
      }
      const keep = mayEndHere(held)
      if (keep > 0) {
        emit('reasoning', held.slice(0, keep))
        thought = true
        held = held.slice(keep)
      }
      return false
    }
    if (state === 'gap') {
      held = held.trimStart()
      if (held === '') return false
      state = 'text'
    }
    emit('text', held)
    held = ''
    return false
  }

  const drain = (): ThoughtOrText[] => out.splice(0)
  return {
    feed(piece) {
      if (state === 'text') return piece === '' ? [] : [{ kind: 'text', text: piece }]
      held += piece
      while (step());
      return drain()
    },
    end() {
      if (state === 'inside') emit('reasoning', held.trimEnd())
      else if (state === 'start') emit('text', held)
      held = ''
      return drain()
    },
  }
}

/** How much of `text` can be no part of the closing tag, nor white space before it. */
function mayEndHere(text: string): number {
  for (let size = Math.min(close.length - 1, text.length); size > 0; size--) {
    if (close.startsWith(text.slice(-size))) return text.slice(0, -size).trimEnd().length
  }
  return text.trimEnd().length
}
