import { defineProvider } from '@llmrr/core'
import {
  createHttp,
  openaiBatch,
  openaiBatchDialect,
  openaiComplete,
  openaiEmbed,
  openaiFiles,
  openaiImages,
  openaiKeptAnswers,
  openaiLimits,
  openaiModels,
  openaiSpeech,
  openaiSpeechQuirks,
  openaiTranscribe,
  openaiTranscribeQuirks,
  openaiTune,
  vendorHttp,
} from '@llmrr/provider-kit'
import { azureAuth, keyVariables, managementAuth } from './auth/auth.ts'
import { baseOf, locate, surfaceOf } from './place.ts'
import { chatOf, quirksOf } from './chat.ts'
import { clouds } from './clouds.ts'
import { deploymentsOf, toModels } from './management.ts'
import { embedQuirks, imageQuirks } from './quirks.ts'
import { modelsOf, withDeployments } from './deployments.ts'
import { options } from './options.ts'
import { readError } from './errors.ts'
import { readModel } from './listing.ts'
import type { Context, ProviderConfig } from '@llmrr/core'
import type { ApiKey, Auth, OpenAIVendor } from '@llmrr/provider-kit'
import type { Account } from './management.ts'
import type { Cloud } from './clouds.ts'
import type { Deployments } from './deployments.ts'
import type { EntraIdentity } from './auth/identity.ts'

/** How an Azure OpenAI provider is made. The resource must be named, here or in the environment; the rest may be left out. */
export interface AzureOpenAIConfig extends ProviderConfig {
  /** Name of the resource: `https://{resource}.openai.azure.com`. Default: `AZURE_RESOURCE_NAME`, where there is no address. */
  readonly resource?: string
  /**
   * Its address instead, or that of a project in it or of a gateway, with or without `/openai/v1` at the end. Default:
   * `AZURE_OPENAI_ENDPOINT`.
   */
  readonly baseURL?: string
  /** Default `public`. */
  readonly cloud?: Cloud
  /** Default: `AZURE_OPENAI_API_KEY`, else `AZURE_API_KEY`. A function is called for each attempt, and once more after a 401. */
  readonly apiKey?: ApiKey
  /** Instead of a key: Entra ID tokens that you fetch yourself. A function is called for each attempt. */
  readonly authToken?: ApiKey
  /** Instead of a key: an Entra ID identity. `true`: that of the environment, or of the machine this runs on. */
  readonly entra?: EntraIdentity | true
  /** Instead of all these: headers from a request and its context. */
  readonly auth?: Auth
  /**
   * A date (`2024-10-21`) asks the older addresses of deployments, `preview` asks v1 for what is not final. Default:
   * `OPENAI_API_VERSION`, else v1.
   */
  readonly apiVersion?: string
  /** Which model each deployment serves. What is not named here is taken to be named after its model. */
  readonly deployments?: Deployments
  /** Where the resource stands in the management plane: `listModels` then tells what is deployed. Needs an Entra ID identity. */
  readonly account?: Account
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>
  /** Deployment of chats, for a reference that names only the provider. The other capabilities have their own. */
  readonly defaultModel?: string
}

/** Azure OpenAI in Microsoft Foundry: OpenAI's models, and others', as deployments of the customer's own. */
export const azureOpenAI = defineProvider('azure-openai', (config: AzureOpenAIConfig = {}) => {
  const { cloud = 'public', account } = config
  const modelOf = modelsOf(config.deployments)
  const vendor: OpenAIVendor = {
    baseURL: (host) => baseOf(host, config),
    auth: config.auth ?? azureAuth(config),
    headers: config.headers,
    readError,
    limits: openaiLimits,
    requestIdHeader: ['x-request-id', 'apim-request-id'],
    locate: locate(config),
    quirks: quirksOf(config),
  }
  const http = vendorHttp(vendor)
  const management = createHttp({
    baseURL: clouds[cloud].management,
    auth: managementAuth(config),
    readError,
    requestIdHeader: 'x-ms-request-id',
  })
  const { chat, batch } = chatOf(vendor, config, modelOf)
  const models = async () => withDeployments((await import('./models.ts')).models, config.deployments)
  const listCatalogue = openaiModels(vendor, { readModel })
  const { response, cancelResponse, deleteResponse, containerFile } = openaiKeptAnswers(http, batch)
  return {
    // As of 2026-11-22, here and below: the names that the portal proposes for deployments of these models.
    defaultModel: config.defaultModel ?? 'gpt-5.4',
    credentials: keyVariables,
    options,
    models,
    listModels: async (context: Context) =>
      account
        ? toModels(
            await deploymentsOf(management, account, context),
            (await models()).models,
            clouds[cloud].management,
            context,
          )
        : listCatalogue(context),
    chat,
    complete: Object.assign(openaiComplete(vendor), { defaultModel: 'gpt-35-turbo-instruct' }),
    embed: Object.assign(openaiEmbed(vendor, embedQuirks(modelOf)), { defaultModel: 'text-embedding-3-small' }),
    image: Object.assign(openaiImages(vendor, imageQuirks), { defaultModel: 'gpt-image-2' }),
    speech: Object.assign(openaiSpeech(vendor, openaiSpeechQuirks(modelOf)), { defaultModel: 'gpt-4o-mini-tts' }),
    transcribe: Object.assign(openaiTranscribe(vendor, openaiTranscribeQuirks(modelOf)), {
      defaultModel: 'gpt-4o-transcribe',
    }),
    batch: openaiBatch(vendor, openaiBatchDialect(batch), {
      endpoint: (path, context) => (surfaceOf(context, config).surface === 'v1' ? `/v1${path}` : path),
    }),
    tune: openaiTune(http),
    // `user_data` is not there yet.
    files: openaiFiles(vendor, { purpose: 'assistants' }),
    extras: {
      response,
      cancelResponse,
      deleteResponse,
      containerFile,
      /** What is deployed at the resource, by the management plane. Needs `account`, and an Entra ID identity. */
      deployments: async (_: unknown, context: Context) => deploymentsOf(management, account, context),
    },
  }
})
