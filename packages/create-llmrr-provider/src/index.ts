export { formats } from './formats.ts'
export type { Format, FormatName } from './formats.ts'
