import type { Call, Reply } from '../service.ts'

const publishers: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  google: [
    ['gemini-3.5-flash', 'default'],
    ['gemini-embedding-2', 'default'],
  ],
  anthropic: [['claude-haiku-4-5', '20251001']],
}

/** `GET /v1beta1/publishers/{publisher}/models`. */
export const listModels = ({ params: [publisher] }: Call): Reply => ({
  json: {
    publisherModels: (publishers[publisher!] ?? []).map(([id, versionId]) => ({
      name: `publishers/${publisher}/models/${id}`,
      versionId,
      launchStage: 'GA',
    })),
  },
})
