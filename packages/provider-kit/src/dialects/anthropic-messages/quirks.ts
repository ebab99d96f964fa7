import type { Context, Host } from '@llmrr/core'

/** Everything in which services that speak Anthropic's Messages may differ. Plain data first, functions last. */
export interface MessagesQuirks {
  /** Value of `anthropic-version`. From `2026-10-21` on no sampling parameters are sent. Default `2023-06-01`. */
  readonly version: string
  /**
   * Where version and betas stand. `headers`: Anthropic's own way. `body`: `anthropic_version` and `anthropic_beta` in the
   * body, and the model in the path only (Bedrock, Google Cloud). Default `headers`.
   */
  readonly versionIn: 'headers' | 'body'
  /** Whether the body says `stream: true`. Not where the path says it alone. Default `true`. */
  readonly sendsStream: boolean
  /** Whether the service takes system messages in the middle of a conversation, for models that do. Default `true`. */
  readonly midSystem: boolean
  /** Where messages go. Default `/v1/messages`. */
  path(context: Context): string
  /** Where their tokens are counted. Default `/v1/messages/count_tokens`. */
  countPath(context: Context): string
  /** Betas that every request asks for. Default: none. */
  betas(host: Host): readonly string[]
}

/** Anthropic's own service. */
export const messagesDefaults: MessagesQuirks = {
  version: '2023-06-01',
  versionIn: 'headers',
  sendsStream: true,
  midSystem: true,
  path: () => '/v1/messages',
  countPath: () => '/v1/messages/count_tokens',
  betas: () => [],
}

/** The first version that takes no sampling parameters, and has files without a beta. */
export const isNewVersion = (version: string): boolean => /^\d{4}-/.test(version) && version >= '2026-10-21'
