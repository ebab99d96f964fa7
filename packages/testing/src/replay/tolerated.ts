/** A difference between a recorded body and ours that was looked at and is right. */
export interface Tolerated {
  /** Where, as `messages[0].content`. */
  readonly at: RegExp
  /** Which values. Default: any. */
  readonly when?: (recorded: unknown, ours: unknown) => boolean
  readonly why: string
}

const absent = (value: unknown): boolean => value === undefined

/** The reviewed list, for every service. */
export const tolerated: readonly Tolerated[] = [
  { at: /^stream$/, when: (recorded, ours) => !recorded && !ours, why: 'no stream is the default' },
  { at: /^stream_options(?:\.|$)/, why: 'we always ask a stream for its usage' },
  { at: /^n$/, when: (recorded, ours) => recorded === 1 && absent(ours), why: 'one answer is the default' },
  {
    at: /^tool_choice(?:\.type)?$/,
    when: (recorded, ours) => (recorded === 'auto' || JSON.stringify(recorded) === '{"type":"auto"}') && absent(ours),
    why: 'auto is the default',
  },
  {
    at: /^parallel_tool_calls$/,
    when: (recorded, ours) => recorded === true && absent(ours),
    why: 'parallel calls are the default',
  },
]
