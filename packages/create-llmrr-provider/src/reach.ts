import { refuse } from './refusal.ts'

/** Refuses an address that nobody answers at. Any status is an answer. */
export async function checkReachable(address: string, timeoutMs = 10_000): Promise<void> {
  try {
    const { body } = await fetch(address, { redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) })
    await body?.cancel()
  } catch (error) {
    const { cause, name } = error as Error
    const why = (cause as NodeJS.ErrnoException | undefined)?.code ?? name
    refuse(`Nobody answers at ${address} (${why}): check the base URL, or go on without this check by --no-check.`)
  }
}
