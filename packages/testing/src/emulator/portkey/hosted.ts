import type { Call, Reply, Route } from '../service.ts'
import { failure } from './words.ts'

function feedback(call: Call): Reply {
  const { trace_id: trace, value } = call.body ?? {}
  const id = call.params[0] ?? call.state.id('feedback_', 12)
  if (call.method === 'POST' && typeof trace !== 'string') return failure(400, 'trace_id is required')
  if (!Number.isInteger(value) || Math.abs(value) > 10) return failure(400, 'value must be an integer from -10 to 10')
  return { json: { status: 'success', message: 'Feedback saved', feedback_ids: [id] } }
}

const filled = ({ params: [id], body }: Call) => {
  const { variables = {}, stream: _, ...overrides } = body ?? {}
  const content = `Prompt ${id} with ${JSON.stringify(variables)}.`
  return { model: 'gpt-5.4-mini', messages: [{ role: 'user', content }], ...overrides }
}

function analytics({ query }: Call): Reply {
  const times = ['min', 'max'].map((end) => Date.parse(query.get(`time_of_generation_${end}`) ?? ''))
  if (times.some(Number.isNaN)) return failure(400, 'time_of_generation_min and time_of_generation_max are required')
  return { json: { object: 'analytics-graph', summary: { total: 0 }, data_points: [] } }
}

function groups(call: Call): Reply {
  const reply = analytics(call)
  return reply.status === undefined ? { json: { object: 'list', total: 0, data: [] } } : reply
}

const config = (call: Call): Reply => ({
  json: { id: call.state.id('', 8), slug: call.params[0] ?? call.state.id('pc-', 8), object: 'config' },
})

/** What only Portkey's own service has beside the gateway. */
export const hostedRoutes: readonly Route[] = [
  { method: 'POST', path: '/v1/feedback', handle: feedback },
  { method: 'PUT', path: '/v1/feedback/:id', handle: feedback },
  {
    method: 'POST',
    path: '/v1/prompts/:id/render',
    handle: (call) => ({ json: { success: true, data: filled(call) } }),
  },
  {
    method: 'POST',
    path: '/v1/prompts/:id/completions',
    handle: (call) => call.run('POST', '/v1/chat/completions', { ...filled(call), model: '@emulated/gpt-5.4-mini' }),
  },
  { method: 'GET', path: '/v1/analytics/graphs/:name', handle: analytics },
  { method: 'GET', path: '/v1/analytics/graphs/:name/:part', handle: analytics },
  { method: 'GET', path: '/v1/analytics/groups/:name', handle: groups },
  { method: 'GET', path: '/v1/analytics/groups/:name/:part', handle: groups },
  { method: 'GET', path: '/v1/analytics/summary/cache', handle: analytics },
  { method: 'POST', path: '/v1/logs', handle: () => ({ json: { status: 'success' } }) },
  { method: 'GET', path: '/v1/configs', handle: () => ({ json: { object: 'list', total: 0, data: [] } }) },
  { method: 'POST', path: '/v1/configs', handle: config },
  { method: 'PUT', path: '/v1/configs/:slug', handle: config },
]
