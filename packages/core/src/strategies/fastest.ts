import { bySpeed } from './speed.ts'
import type { Strategy } from '../call.ts'

/**
 * The better of two chosen by chance, by mean time to the first content (of whole answers: to the end) and calls in flight. Choosing the best of all would
 * send every call to one target until it is no longer the best.
 */
export const fastest = (): Strategy => bySpeed
