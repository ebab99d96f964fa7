import { factsOf } from './facts.ts'
import { filesOf, mediaNames, setMedia, toMedia } from './media.ts'
import { filling, setFields, shapeFor } from './shape.ts'
import { jobStatus } from './job-status.ts'
import { secondsOf } from './usage.ts'
import { setPicture } from './picture-fields.ts'
import type { Context, Handler, VideoRequest } from '@llmrr/core'
import type { ModelReader } from './models-read.ts'
import type { Runs } from './runs.ts'
import type { Service } from './service.ts'

const names = {
  durationSeconds: ['duration', 'seconds', 'video_length', 'duration_seconds'],
  resolution: ['resolution'],
  audio: ['generate_audio', 'enable_audio', 'sound'],
} as const

/** Models that make films, as a job. Another process may look at it, within the hour in which the service keeps the film. */
export function replicateVideo(service: Service, runs: Runs, models: ModelReader): Handler<'video'> {
  return {
    async submit(request: VideoRequest, context: Context) {
      const into = filling(await shapeFor(request, models, context), context)
      setPicture(request, into, context)
      setFields(request, names, into, context)
      setMedia('images', mediaNames.image, request.images ?? [], into, service, context)
      if (request.lastFrame)
        setMedia(
          'lastFrame',
          ['last_frame', 'last_frame_image', 'end_image', 'last_image'],
          [request.lastFrame],
          into,
          service,
          context,
        )
      const { prediction } = await runs.start(into.input(), context)
      return { provider: context.target.provider, capability: 'video', model: context.target.model, id: prediction.id }
    },
    async poll({ id }, context: Context) {
      const prediction = await runs.look(id, context)
      return jobStatus(prediction, runs.failure, context, () => ({
        videos: filesOf(prediction.output).map((url) => toMedia(url, 'video')),
        ...factsOf({ prediction }, secondsOf(prediction), context),
      }))
    },
    async cancel({ id }, context) {
      await runs.cancel(id, context)
    },
  }
}
