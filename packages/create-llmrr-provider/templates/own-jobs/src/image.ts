import type { Handler } from '@llmrr/core'
import type { createJobs } from './jobs.ts'

/** Pictures as jobs that are waited for. */
export const image = (jobs: ReturnType<typeof createJobs>): Handler<'image'> =>
  Object.assign<Handler<'image'>, { params: readonly string[] }>(
    async ({ prompt, size, seed }, context) => {
      const job = await jobs.whole<{ pictures: readonly string[] }>({ prompt, size, seed }, context)
      const images = job.output.pictures.map((url) => ({ type: 'media' as const, mediaType: 'image/png', url }))
      return { id: job.id, images, usage: { images: images.length } }
    },
    { params: ['prompt', 'size', 'seed'] },
  )
