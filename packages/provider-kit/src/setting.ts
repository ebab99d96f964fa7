import type { Host } from '@llmrr/core'

/** A value, or a function that reads it from the host when it is needed. */
export type Setting<T> = T | ((host: Host) => T)

/** The value of a setting. */
export const read = <T>(setting: Setting<T>, host: Host): T =>
  typeof setting === 'function' ? (setting as (host: Host) => T)(host) : setting

/** What the config says, else the first variable of the environment that is set, else the fallback. */
export function fromEnv(configured: string | undefined, variables: readonly string[], fallback: string): Setting<string>
export function fromEnv(
  configured: string | undefined,
  variables: readonly string[],
  fallback?: undefined,
): Setting<string | undefined>
export function fromEnv(
  configured: string | undefined,
  variables: readonly string[],
  fallback?: string,
): Setting<string | undefined> {
  if (configured !== undefined) return configured
  return (host) => {
    for (const name of variables) {
      const value = host.env(name)
      if (value) return value
    }
    return fallback
  }
}

/** Headers of a variable such as `OPENAI_CUSTOM_HEADERS`: one `Name: value` a line. Lines without a colon are passed over, as the SDKs do. */
export function headersFromEnv(variable: string): (host: Host) => Record<string, string> {
  return (host) => {
    const headers: Record<string, string> = {}
    for (const line of host.env(variable)?.split('\n') ?? []) {
      const colon = line.indexOf(':')
      if (colon > 0) headers[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim()
    }
    return headers
  }
}
