import type { Host } from '@llmrr/core'

const local = 'http://127.0.0.1:11434'
const cloud = 'https://ollama.com'

/** `OLLAMA_HOST` as its tools read it: a host alone has Ollama's port, and one that listens everywhere is asked here. */
export function readHost(value: string): string {
  const [, scheme = 'http', rest = ''] = /^(?:(https?):\/\/)?(.*?)\/*$/.exec(value.trim()) ?? []
  const [authority = '', ...path] = rest.split('/')
  const hasPort = /:\d+$/.test(authority)
  const port = hasPort || scheme === 'https' || value.includes('://') ? '' : ':11434'
  const host = authority.replace(/^(?:0\.0\.0\.0|\[::\])(?=:|$)/, '127.0.0.1') || '127.0.0.1'
  return [`${scheme}://${host}${port}`, ...path].join('/')
}

/** The root of the server, without `/api` or `/v1`. */
export function rootOf(host: Host, { baseURL, cloud: isCloud }: { baseURL?: string; cloud?: boolean }): string {
  if (baseURL !== undefined) return baseURL.replace(/\/+$/, '').replace(/\/(?:api|v1)$/, '')
  if (isCloud) return cloud
  const named = host.env('OLLAMA_HOST')
  return named ? readHost(named) : local
}
