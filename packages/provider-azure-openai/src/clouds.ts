/** One of Microsoft's clouds; each has its own accounts and addresses. */
export type Cloud = 'public' | 'government' | 'china'

interface Addresses {
  /** Hosts of a resource, behind its name: of OpenAI's models, and of all others. */
  readonly openai: string
  readonly foundry: string
  /** Where tokens come from. */
  readonly authority: string
  /** What tokens are for: the data plane of a resource, of a project, and the management plane. */
  readonly resourceScope: string
  readonly projectScope: string
  readonly management: string
}

/** As of 2026-11-22. China's hosts of models are unconfirmed; there, `baseURL` is the safer way. */
export const clouds: Readonly<Record<Cloud, Addresses>> = {
  public: {
    openai: 'openai.azure.com',
    foundry: 'services.ai.azure.com',
    authority: 'https://login.microsoftonline.com',
    resourceScope: 'https://cognitiveservices.azure.com',
    projectScope: 'https://ai.azure.com',
    management: 'https://management.azure.com',
  },
  government: {
    openai: 'openai.azure.us',
    foundry: 'services.ai.azure.us',
    authority: 'https://login.microsoftonline.us',
    resourceScope: 'https://cognitiveservices.azure.us',
    projectScope: 'https://ai.azure.us',
    management: 'https://management.usgovcloudapi.net',
  },
  china: {
    openai: 'openai.azure.cn',
    foundry: 'services.ai.azure.cn',
    authority: 'https://login.chinacloudapi.cn',
    resourceScope: 'https://cognitiveservices.azure.cn',
    projectScope: 'https://ai.azure.cn',
    management: 'https://management.chinacloudapi.cn',
  },
}
