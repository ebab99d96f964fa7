const mark = Symbol('refusal')

/** Stops with one sentence for the person at the terminal; does nothing when there is none. */
export function refuse(sentence: string): never
export function refuse(sentence: string | undefined): void
export function refuse(sentence: string | undefined): void {
  if (sentence !== undefined) throw Object.assign(new Error(sentence), { [mark]: true })
}

/** Whether something was refused, and is to be told in one line without a stack. */
export const isRefusal = (error: unknown): error is Error => error instanceof Error && mark in error
