export { cut, events, fail, hang, inBand, ok, scripted } from './scripted.ts'
export type { AnswerOptions, Choose, Scripted, Step } from './scripted.ts'
export { seeded, virtualHost } from './virtual-host.ts'
export type { VirtualHost, VirtualHostOptions } from './virtual-host.ts'
