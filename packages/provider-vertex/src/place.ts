import { llmError } from '@llmrr/core'
import { optionsOf } from './options.ts'
import type { Context, Host } from '@llmrr/core'

/** The first of the variables that is set. */
export const firstOf = (host: Host, names: readonly string[]): string | undefined => {
  for (const name of names) {
    const value = host.env(name)
    if (value) return value
  }
  return undefined
}

/** Variables that name the project, and the location; those of Google first. */
export const projectVariables = [
  'GOOGLE_CLOUD_PROJECT',
  'GCLOUD_PROJECT',
  'GOOGLE_VERTEX_PROJECT',
  'ANTHROPIC_VERTEX_PROJECT_ID',
] as const
const locationVariables = ['GOOGLE_CLOUD_LOCATION', 'GOOGLE_VERTEX_LOCATION', 'CLOUD_ML_REGION'] as const

/** Where a request is served: as its target says, else the config, else the environment, else anywhere (`global`). */
export function locationOf(configured: string | undefined, { target, host }: Context): string {
  const location = optionsOf({ target }).location ?? configured ?? firstOf(host, locationVariables) ?? 'global'
  // It becomes part of a host name.
  if (/^[a-z0-9-]+$/.test(location)) return location
  throw llmError(
    'invalid-request',
    `A location of ${target.provider} is a word such as "europe-west4", "eu" or "global".`,
    {
      field: 'location',
      target,
    },
  )
}

/** The host of a location. */
export function originOf(location: string): string {
  if (location === 'global') return 'https://aiplatform.googleapis.com'
  if (location === 'us' || location === 'eu') return `https://aiplatform.${location}.rep.googleapis.com`
  return `https://${location}-aiplatform.googleapis.com`
}
