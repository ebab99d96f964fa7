/** A mistake in how the command was called: one line, exit code 2. */
export interface UsageError extends Error {
  readonly usage: true
}

/** Makes one. `message` says what is wrong and what to do. */
export const usageError = (message: string): UsageError => Object.assign(new Error(message), { usage: true as const })

/** Recognises one. */
export const isUsageError = (error: unknown): error is UsageError => error instanceof Error && 'usage' in error
