import { refuse, type Route } from '../service.ts'
import { isUnknownModel, type Member } from './member.ts'

/** The model list, and one model. A model that is not in the list is answered if the emulator would serve it. */
export function modelRoutes({ words, models }: Member): Route[] {
  return [
    { method: 'GET', path: '/models', handle: () => ({ json: { object: 'list', data: models } }) },
    {
      method: 'GET',
      path: '/models/:id',
      handle: ({ params: [id] }) => {
        if (isUnknownModel(id!)) refuse(words.unknownModel(id!))
        return {
          json: models.find((model) => model.id === id) ?? {
            id,
            object: 'model',
            created: 1_700_000_000,
            owned_by: 'system',
          },
        }
      },
    },
  ]
}
