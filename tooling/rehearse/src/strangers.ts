/** What a provider brings in for its service alone. One that is not named here brings in nothing but the kit and itself. */
const own: Readonly<Record<string, RegExp>> = {
  'azure-openai': /^@azure\//,
  bedrock: /^@(?:aws|aws-sdk|aws-crypto|smithy)\//,
  vertex: /^(?:google-auth-library|google-logging-utils|gaxios|gcp-metadata|gtoken)$/,
}

/** What is wrong with what came with a provider, beyond core and the kit; nothing when it is as it should be. */
export function strangersIn(slug: string, brought: readonly string[]): readonly string[] {
  const mine = own[slug]
  if (!mine) return brought.map((name) => `${slug} brings in ${name}, which neither core nor the kit needs.`)
  const others = Object.entries(own).filter(([owner]) => owner !== slug)
  return [
    ...(brought.some((name) => mine.test(name)) ? [] : [`${slug} brings in nothing that matches ${mine}.`]),
    ...brought.flatMap((name) => {
      const owner = others.find(([, library]) => library.test(name))?.[0]
      return owner ? [`${slug} brings in ${name}, which is for ${owner}.`] : []
    }),
  ]
}
