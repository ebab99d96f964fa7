import * as files from '../replicate/files.ts'
import * as models from '../replicate/models.ts'
import * as predictions from '../replicate/predictions.ts'
import * as trainings from '../replicate/trainings.ts'
import { failed, failureOf } from '../replicate/words.ts'
import type { Service } from '../service.ts'

/** Replicate. */
export const replicate: Service = {
  slug: 'replicate',
  root: '/v1',
  sdkRoot: '/v1',
  key: 'r8_emulatorreplicatekey',
  env: { key: 'REPLICATE_API_TOKEN', baseURL: 'REPLICATE_BASE_URL' },
  ping: ': hi\n\n',
  routes: [
    { method: 'POST', path: '/v1/predictions', handle: predictions.createByVersion },
    { method: 'GET', path: '/v1/predictions', handle: predictions.list },
    { method: 'GET', path: '/v1/predictions/:id', handle: predictions.look },
    { method: 'POST', path: '/v1/predictions/:id/cancel', handle: predictions.cancel },
    { method: 'POST', path: '/v1/models/:owner/:name/predictions', handle: predictions.createOfficial },
    { method: 'POST', path: '/v1/deployments/:owner/:name/predictions', handle: predictions.createDeployed },
    { method: 'GET', path: '/v1/streams/:id', handle: predictions.stream },
    { method: 'GET', path: '/delivery/:id/:name', handle: predictions.deliver },
    { method: 'GET', path: '/v1/models', handle: models.list },
    { method: 'GET', path: '/v1/models/:owner/:name', handle: models.one },
    { method: 'GET', path: '/v1/models/:owner/:name/versions', handle: models.versions },
    { method: 'GET', path: '/v1/models/:owner/:name/versions/:id', handle: models.version },
    { method: 'GET', path: '/v1/collections/:slug', handle: models.collection },
    { method: 'POST', path: '/v1/models/:owner/:name/versions/:id/trainings', handle: trainings.create },
    { method: 'GET', path: '/v1/trainings', handle: trainings.list },
    { method: 'GET', path: '/v1/trainings/:id', handle: trainings.look },
    { method: 'POST', path: '/v1/trainings/:id/cancel', handle: trainings.cancel },
    { method: 'POST', path: '/v1/files', handle: files.create },
    { method: 'GET', path: '/v1/files', handle: files.list },
    { method: 'GET', path: '/v1/files/:id', handle: files.one },
    { method: 'DELETE', path: '/v1/files/:id', handle: files.remove },
    {
      method: 'GET',
      path: '/v1/hardware',
      handle: () => ({
        json: [
          { sku: 'cpu', name: 'CPU' },
          { sku: 'gpu-t4', name: 'Nvidia T4 GPU' },
        ],
      }),
    },
    {
      method: 'GET',
      path: '/v1/account',
      handle: () => ({ json: { type: 'user', username: 'emulated', name: 'Emulated' } }),
    },
    {
      method: 'GET',
      path: '/v1/webhooks/default/secret',
      handle: () => ({ json: { key: 'whsec_ZW11bGF0ZWQgc2VjcmV0' } }),
    },
  ],
  // What a run gives lies at addresses that nobody can guess, where no credential is asked for.
  authenticate: (headers, key, _requestId, { path }) =>
    /^\/(?:delivery|v1\/streams)\//u.test(path) ||
    /^(?:Bearer|Token) (.*)$/u.exec(headers['authorization'] ?? '')?.[1] === key
      ? undefined
      : failureOf(401, undefined),
  failure: failureOf,
  noRoute: () => failed(404, 'The requested resource could not be found.'),
  headers: () => ({ 'ratelimit-remaining': '599', 'ratelimit-reset': '1' }),
}
