import type { Context } from '@llmrr/core'
import type { Http } from '@llmrr/provider-kit'

/** What Novita alone has. */
export const extras = (http: Http) => ({
  /** The balance of the account, in the service's words: amounts are text. */
  async balance(_: undefined, context: Context): Promise<Readonly<Record<string, string>>> {
    const request = { method: 'GET', path: '/openapi/v1/billing/balance/detail' } as const
    return (await http.json<Record<string, string>>(request, context)).body
  },
  /** A voice made from a recording, with a sample of it that says `input`. */
  async cloneVoice(
    request: {
      /** Address of the recording. */
      readonly audioUrl: string
      /** What is said in the recording. */
      readonly text: string
      readonly input: string
      readonly name: string
    },
    context: Context,
  ): Promise<{ readonly voice: string; readonly audioUrl: string }> {
    const { audioUrl: audio_url, text, input, name: voice_name } = request
    const { body } = await http.json<{ readonly voice: string; readonly audio_url: string }>(
      { path: '/v3/glm-tts-voice-clone', body: { audio_url, text, input, voice_name } },
      context,
    )
    return { voice: body.voice, audioUrl: body.audio_url }
  },
  /** A task as it is now, in the service's words: for webhooks, and for ids that were kept. */
  async task({ id }: { readonly id: string }, context: Context): Promise<Readonly<Record<string, unknown>>> {
    const request = { method: 'GET', path: '/v3/async/task-result', query: { task_id: id } } as const
    return (await http.json<Record<string, unknown>>(request, context)).body
  },
})
