import type { Handler } from '@llmrr/core'
import type { createJobs } from './jobs.ts'

/** Films as jobs that the caller looks after, from another process if need be. */
export const video = (jobs: ReturnType<typeof createJobs>): Handler<'video'> => ({
  async submit({ prompt, durationSeconds }, context) {
    const { id } = await jobs.begin({ prompt, seconds: durationSeconds }, context)
    return { provider: context.target.provider, capability: 'video', model: context.target.model, id }
  },
  async poll({ id }, context) {
    const job = await jobs.look<{ film: string }>(id, context)
    switch (job.state) {
      case 'waiting':
        return { state: 'queued' }
      case 'working':
        return { state: 'running' }
      case 'done':
        return {
          state: 'done',
          result: { id, videos: [{ type: 'media', mediaType: 'video/mp4', url: job.output.film }] },
        }
      case 'failed': {
        const { code, message, rawCode } = jobs.failure(job, context)
        return { state: 'failed', code, message, ...(rawCode !== undefined && { rawCode }) }
      }
      default:
        return { state: 'cancelled' }
    }
  },
  async cancel({ id }, context) {
    await jobs.stop(id, context)
  },
})
