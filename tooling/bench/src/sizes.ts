import { gzipSize } from './bundle.ts'

/** Sizes in bytes, minified and gzipped, all chunks, browser conditions. */
export async function measureSizes(): Promise<Readonly<Record<string, number>>> {
  const router = `export { createRouter } from '@llmrr/core'`
  const withProvider = (slug: string): string => `${router}\nexport { ${slug} } from '@llmrr/provider-${slug}'`
  return {
    'core (createRouter)': await gzipSize(router),
    'core + kit + groq, without its models': (await gzipSize(withProvider('groq'))) - (await modelsSize('groq')),
    'groq models (lazy)': await modelsSize('groq'),
    'core + kit + openai, with its models': await gzipSize(withProvider('openai')),
    'core + kit + anthropic, with its models': await gzipSize(withProvider('anthropic')),
    'openai SDK': await gzipSize(`export { default } from 'openai'`),
    'ai + @ai-sdk/openai': await gzipSize(
      `export { generateText, streamText } from 'ai'\nexport { createOpenAI } from '@ai-sdk/openai'`,
    ),
  }
}

const modelsSize = (slug: string): Promise<number> =>
  gzipSize(`export { models } from '../../packages/provider-${slug}/src/models.ts'`)
