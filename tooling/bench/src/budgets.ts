/** A promise of the design, and what was measured. */
export interface Budget {
  readonly name: string
  readonly limit: number
  readonly unit: string
  /** `least`: the figure must be at least the limit. Default: at most. */
  readonly least?: boolean
  readonly measured: number
}

/** Whether it holds. */
export const holds = ({ limit, measured, least }: Budget): boolean => (least ? measured >= limit : measured <= limit)
