export { vertex, vertex as default } from './provider.ts'
export type { VertexConfig } from './provider.ts'
export type { VertexOptions } from './options.ts'
