import { fromBase64, toBase64 } from '@llmrr/provider-kit'

/** A delivery, as it came. */
export interface WebhookDelivery {
  /** The account's signing key, `whsec_...`: `llm.of(replicate).webhookSecret()`. */
  readonly secret: string
  readonly headers: { get(name: string): string | null }
  /** As it was received, before anything has parsed it. */
  readonly body: string
  /** The present, in milliseconds since the epoch. */
  readonly now: number
  /** How old, or how far ahead, a delivery may be. Default 300 seconds. */
  readonly toleranceSeconds?: number
}

/** Compares without telling by its time where two texts differ. */
function isSame(one: string, other: string): boolean {
  let difference = one.length ^ other.length
  for (let at = 0; at < one.length; at++) difference |= one.charCodeAt(at) ^ other.charCodeAt(at % (other.length || 1))
  return difference === 0
}

/**
 * Whether a delivery comes from Replicate, is as it was sent, and is recent. It may be a repetition: `webhook-id` tells. `false` also
 * where a header is missing or the secret is none.
 */
export async function verifyWebhook(delivery: WebhookDelivery): Promise<boolean> {
  const { secret, headers, body, now, toleranceSeconds = 300 } = delivery
  const id = headers.get('webhook-id')
  const timestamp = headers.get('webhook-timestamp')
  const signatures = headers.get('webhook-signature')
  const encoded = /^whsec_([A-Za-z0-9+/]+=*)$/.exec(secret)?.[1]
  if (!id || !timestamp || !signatures || encoded === undefined || !/^\d+$/.test(timestamp)) return false
  if (Math.abs(now / 1000 - Number(timestamp)) > toleranceSeconds) return false
  const key = await crypto.subtle.importKey('raw', fromBase64(encoded), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
  ])
  const signed = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(`${id}.${timestamp}.${body}`))
  const expected = toBase64(new Uint8Array(signed))
  // While a key is changed, a delivery carries a signature by each.
  return signatures
    .split(' ')
    .map((one) => /^v1,(.+)$/.exec(one)?.[1])
    .reduce((found, one) => (one !== undefined && isSame(one, expected)) || found, false)
}
