import { createHttp } from '@llmrr/provider-kit'
import { awsAuth } from './auth/auth.ts'
import { isRefused, readError } from './errors.ts'
import type { Auth, Http } from '@llmrr/provider-kit'
import type { Identity } from './auth/auth.ts'
import type { HostName, Place } from './regions.ts'

/** HTTP to Bedrock's hosts, which differ in the name that signatures are made for and in the credentials that they take. */
export function bedrockHttp(
  place: Place,
  identity: Identity,
  headers: Readonly<Record<string, string>> | undefined,
  own: Auth | undefined,
): (host: HostName) => Http {
  const authFor = awsAuth(identity, place)
  const known = new Map<HostName, Http>()
  return (host) => {
    let http = known.get(host)
    if (!http) {
      http = createHttp({
        // Every path is a whole address: its region is the target's.
        baseURL: '',
        auth: own ?? authFor(host === 'mantle' ? 'bedrock-mantle' : 'bedrock', host !== 'agent'),
        ...(headers && { headers }),
        readError,
        isRefused,
        requestIdHeader: host === 'mantle' ? 'x-request-id' : 'x-amzn-requestid',
      })
      known.set(host, http)
    }
    return http
  }
}
