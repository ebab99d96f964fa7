/** Where a job of the platform stands, by its word. */
export interface WireJob {
  readonly name: string
  /** `JOB_STATE_...` */
  readonly state?: string
  /** A code of gRPC. */
  readonly status?: { readonly code?: string; readonly message?: string } | null
  /** `percent` from 0 to 100. */
  readonly jobProgress?: { readonly percent?: number } | null
}

type State = 'queued' | 'running' | 'done' | 'expired' | 'failed' | 'cancelled'

const states: Readonly<Record<string, State>> = {
  UNSPECIFIED: 'queued',
  VALIDATING: 'queued',
  PENDING: 'queued',
  CREATING: 'queued',
  CREATING_INPUT_DATASET: 'queued',
  COMPLETED: 'done',
  EARLY_STOPPED: 'done',
  EXPIRED: 'expired',
  FAILED: 'failed',
  CANCELLED: 'cancelled',
  DELETING: 'cancelled',
  DELETING_CLEANING_UP: 'cancelled',
  DELETED: 'cancelled',
  ARCHIVED: 'cancelled',
}

/** Our word for the state of a job; one that is new runs. */
export const stateOf = ({ state = '' }: WireJob): State => states[state.replace(/^JOB_STATE_/, '')] ?? 'running'

/** How far it has come, and when to look again. */
export function progressOf({ jobProgress }: WireJob): { readonly pollAfterMs: number; readonly progress?: number } {
  const percent = jobProgress?.percent
  return { pollAfterMs: 30_000, ...(percent !== undefined && { progress: percent / 100 }) }
}
