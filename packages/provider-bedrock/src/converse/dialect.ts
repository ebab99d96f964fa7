import { addressOf, segment } from '../regions.ts'
import { converseEvents } from '../event-stream.ts'
import { converseReader } from './reader.ts'
import { converseParams, toBody } from './request.ts'
import { unfold } from './unfold.ts'
import type { ChatDialect } from '@llmrr/provider-kit'
import type { Place } from '../regions.ts'
import type { WireChunk, WireReply } from './wire.ts'

/** Converse: one shape for the chat models of all vendors. */
export const converse = (place: Place): ChatDialect<WireChunk, WireReply> => ({
  toRequest: (request, context) => ({
    path: `${addressOf(place, 'runtime', context)}/model/${segment(context.target.model)}/${context.stream ? 'converse-stream' : 'converse'}`,
    body: toBody(request, context),
  }),
  unfold,
  reader: converseReader,
  params: converseParams,
  decoder: converseEvents,
})
