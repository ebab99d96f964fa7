import { read } from '@llmrr/provider-kit'
import { llmError } from '@llmrr/core'
import type { Context } from '@llmrr/core'
import type { Setting } from '@llmrr/provider-kit'

const audioHosts = [
  [/turbo/, 'https://audio-turbo.api.fireworks.ai/v1'],
  [/./, 'https://audio-prod.api.fireworks.ai/v1'],
] as const

const isOwn = /^https:\/\/api\.fireworks\.ai\/inference\/v1\/?$/

/** Where the platform is, from where models are: beside them. */
export const platformURL =
  (models: Setting<string>): Setting<string> =>
  (host) =>
    read(models, host).replace(/\/inference\/v1\/?$/, '/v1')

/** Where recordings are written down: hosts of their own by the model, except behind an address of one's own. */
export function audioURL(models: Setting<string>, { host, target }: Context): string {
  const base = read(models, host)
  if (!isOwn.test(base)) return read(platformURL(base), host)
  return audioHosts.find(([model]) => model.test(target.model))![1]
}

/** The account whose things are asked for. @throws LLMError `invalid-request` where none is named. */
export function accountOf(account: Setting<string | undefined>, { host, target }: Context): string {
  const id = read(account, host)
  if (id) return id
  throw llmError(
    'invalid-request',
    `${target.provider} keeps batches, files and tunings by account; set FIREWORKS_ACCOUNT_ID, or pass accountId to its plugin function.`,
    { target, field: 'accountId' },
  )
}
