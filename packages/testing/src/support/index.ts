export { capabilities, capabilitiesOf, supportTable } from './support-table.ts'
