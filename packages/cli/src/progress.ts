import type { Terminal } from './terminal.ts'

const frames = ['|', '/', '-', '\\']

/**
 * Shows that something slow goes on: a turning mark on a terminal, nothing in a pipe. The function that it answers clears
 * it, and may be called more than once.
 */
export function progress(terminal: Terminal, what: string): () => void {
  if (!terminal.interactive) return () => {}
  let frame = 0
  const draw = (): void => terminal.note(`\r${frames[frame++ % frames.length]} ${what}`)
  draw()
  const timer = setInterval(draw, 120)
  return () => {
    if (frame < 0) return
    clearInterval(timer)
    frame = -1
    terminal.note('\r\u001b[K')
  }
}
