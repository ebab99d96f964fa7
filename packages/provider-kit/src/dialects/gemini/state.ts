import type { Context, Json, Part, State } from '@llmrr/core'
import type { WirePart } from './wire.ts'

/** What is kept of a part: its signature, the id that the service gave a call, or the whole part where only it understands it. */
export interface PartState {
  readonly thoughtSignature?: string
  readonly id?: string
  readonly part?: WirePart
}

/** The part's state at the provider that is asked now. Signatures are not documented to travel between Google's two services. */
export const ownState = (part: Part, { target }: Context): PartState | undefined =>
  part.state?.[target.provider] as PartState | undefined

/** The field `state` of a part with something to keep; empty where there is nothing. */
export const stateFor = (context: Context, kept: PartState): { readonly state?: State } =>
  Object.keys(kept).length > 0 ? { state: { [context.target.provider]: kept as Json } } : {}

/** The signature of a part as state. */
export const signed = ({ thoughtSignature }: WirePart): PartState =>
  thoughtSignature === undefined ? {} : { thoughtSignature }
