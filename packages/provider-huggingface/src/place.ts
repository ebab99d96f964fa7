import { llmError } from '@llmrr/core'
import { filled } from '@llmrr/provider-kit'
import type { CapabilityName, Context, Target } from '@llmrr/core'
import { optionsOf } from './options.ts'

/** What hosts are asked for in OpenAI's form, each below its own name at the router. Chat has a route for all of them. */
export type Hosted = 'embed' | 'image' | 'speech' | 'transcribe'

/** Paths of the hosts that answer at once. Those that queue (fal-ai, replicate, wavespeed) are not among them. */
export const hostPaths: Readonly<Record<string, Readonly<Partial<Record<Hosted, string>>>>> = {
  together: {
    embed: '/together/v1/embeddings',
    image: '/together/v1/images/generations',
    speech: '/together/v1/audio/speech',
    transcribe: '/together/v1/audio/transcriptions',
  },
  deepinfra: {
    embed: '/deepinfra/v1/openai/embeddings',
    image: '/deepinfra/v1/openai/images/generations',
    speech: '/deepinfra/v1/openai/audio/speech',
    transcribe: '/deepinfra/v1/openai/audio/transcriptions',
  },
  scaleway: { embed: '/scaleway/v1/embeddings' },
  nscale: { image: '/nscale/v1/images/generations' },
}

const own = 'hf-inference'

/** A model id without its suffix, and the host or policy that the suffix names. */
export function splitModel(model: string): { readonly repo: string; readonly suffix?: string } {
  const [, repo, suffix] = /^(.+):([\w-]+)$/.exec(model) ?? []
  return repo !== undefined && suffix !== undefined ? { repo, suffix } : { repo: model }
}

/** The host that does something other than chat; `undefined` for Hugging Face's own tasks. */
export function hostOf({ model }: Pick<Target, 'model'>): string | undefined {
  const { suffix } = splitModel(model)
  return suffix === own ? undefined : suffix
}

/** The context of a call with the model's id as whoever does it has it. */
export const asModel = (context: Context, model: string): Context => ({
  ...context,
  target: { ...context.target, model },
})

/**
 * The context for a task of Hugging Face's own, whose model has no suffix.
 *
 * @throws LLMError `unsupported` for a suffix that names somebody else.
 */
export function asTask(capability: CapabilityName, context: Context): Context {
  const { repo, suffix } = splitModel(context.target.model)
  if (suffix === undefined) return context
  if (suffix === own) return asModel(context, repo)
  const hosts = Object.keys(hostPaths).filter((host) => Object.hasOwn(hostPaths[host]!, capability))
  const instead = hosts.length > 0 ? `use ${[own, ...hosts].join(', ')}, or` : 'use'
  throw llmError(
    'unsupported',
    `${context.target.provider} cannot reach ${suffix} for ${capability}; ${instead} no suffix.`,
    { target: context.target },
  )
}

/** Where Hugging Face's own tasks stand: below the router, or at the root of a dedicated endpoint. */
export type TaskPath = (model: string, pipeline?: string) => string

const encoded = (model: string): string => model.split('/').map(encodeURIComponent).join('/')

/** The paths of tasks at the router. */
export const routerTask: TaskPath = (model, pipeline) =>
  `/hf-inference/models/${encoded(model)}${pipeline === undefined ? '' : `/pipeline/${pipeline}`}`

/** A dedicated endpoint has one model and does what it is for. */
export const endpointTask: TaskPath = () => '/'

/** The options' parameters over those of the request; `undefined` when there are none. */
export function parametersOf(given: Readonly<Record<string, unknown>>, context: Context): object | undefined {
  return filled({ ...given, ...optionsOf(context).parameters })
}
