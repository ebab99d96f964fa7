/** Where a model is run. */
export interface Where {
  readonly path: string
  /** Stands in the body of what is run by its version. */
  readonly version?: string
  /** `owner/name`, where it is known: what its schema can be read of. */
  readonly model?: string
}

/** A name in a path, its slashes kept. */
export const inPath = (name: string): string => name.split('/').map(encodeURIComponent).join('/')

/**
 * Reads a model id: `owner/name` (an official model, or a community model at its latest version), `owner/name:version`, a
 * version alone, or `deployments/owner/name`.
 */
export function whereOf(id: string): Where {
  const deployment = /^deployments\/([^/:]+\/[^/:]+)$/.exec(id)?.[1]
  if (deployment !== undefined) return { path: `/deployments/${inPath(deployment)}/predictions` }
  if (!id.includes('/')) return { path: '/predictions', version: id }
  const [model = '', version] = id.split(':')
  return version === undefined
    ? { path: `/models/${inPath(model)}/predictions`, model }
    : { path: '/predictions', version, model }
}
