import { seedOf } from './brain/chance.ts'
import { think } from './brain/think.ts'
import type { Ask, Thought } from './brain/types.ts'
import type { Fault, FaultBox } from './faults.ts'
import type { Arrived } from './http/receive.ts'
import { finder, type Find } from './http/router.ts'
import { refusalIn, type Call, type Reply, type Service } from './service.ts'
import { services, type ServiceName } from './services/index.ts'
import { createState, type State } from './state.ts'
import type { AnswerOption } from './types.ts'

/** What the emulator knows while it decides on a reply. */
export interface Surroundings {
  readonly keys: Record<ServiceName, string>
  readonly faults: FaultBox
  answer(): AnswerOption | undefined
  otherOrigin(): string
}

/** A reply that is ready to be written. */
export interface Handled {
  readonly reply: Reply
  readonly headers: Record<string, string>
  readonly fault: Fault | undefined
}

/** Makes the function from a request to its reply. The services' memories live in it. */
export function createHandling(around: Surroundings): (arrived: Arrived) => Handled {
  const rooms = new Map<string, { service: Service; find: Find; state: State }>()
  for (const service of Object.values(services) as Service[]) {
    rooms.set(service.slug, { service, find: finder(service.routes), state: createState(seedOf(service.slug)) })
  }
  return (arrived) => {
    const room = rooms.get(arrived.service)
    if (!room) return { reply: outside(arrived), headers: mark(), fault: undefined }
    const { service, find, state } = room
    const requestId = state.id('req_', 24)
    const model = arrived.body?.model ?? arrived.form?.fields.model ?? service.modelIn?.(arrived.path)
    const fault = around.faults.pick({ service: service.slug, path: arrived.path, model })
    const headers = { ...mark(), ...service.headers({ ...arrived, requestId }), ...fault?.headers }
    if (fault?.retryAfter !== undefined) headers['retry-after'] = String(fault.retryAfter)
    if (fault?.retryAfterMs !== undefined) headers['retry-after-ms'] = String(fault.retryAfterMs)
    if (fault?.wrongContentType)
      headers['content-type'] = fault.wrongContentType === true ? 'text/plain' : fault.wrongContentType
    const instead = fault && replaced(fault, service, arrived, requestId, around.otherOrigin())
    if (instead) return { reply: instead, headers, fault }

    const dispatch = (method: string, path: string, content: Pick<Call, 'body' | 'form'>): Reply => {
      const found = find(method, path)
      if (!found) return service.noRoute(method, path, requestId)
      const call: Call = {
        service,
        method,
        path,
        params: found.params,
        query: arrived.query,
        headers: arrived.headers,
        raw: arrived.raw,
        requestId,
        state,
        think: (ask) => swollen(think(ask, around.answer()), fault, ask),
        run: (method, path, body) => dispatch(method, path, { body, form: undefined }),
        ...content,
      }
      try {
        return found.route.handle(call)
      } catch (error) {
        return refusalIn(error) ?? broken(error)
      }
    }
    const reply =
      service.authenticate(arrived.headers, around.keys[arrived.service as ServiceName], requestId, arrived) ??
      (arrived.text === undefined || service.takesBytes?.(arrived.path)
        ? dispatch(arrived.method, arrived.path, { body: arrived.body, form: arrived.form })
        : service.failure(400, 'bad_json', requestId))
    const failed =
      'json' in reply && !reply.broken
        ? { ...reply, broken: () => bodyOf(service.failure(500, fault?.code, requestId)) }
        : reply
    return { reply: failed, headers, fault }
  }
}

const mark = (): Record<string, string> => ({ 'x-llmrr-emulator': '1' })

const bodyOf = (reply: Reply): unknown => ('json' in reply ? reply.json : undefined)

function outside({ service, target }: Arrived): Reply {
  if (service === 'elsewhere') return { json: { emulator: 'llmrr', elsewhere: true } }
  const list = Object.keys(services)
  if (target === '/') return { json: { emulator: 'llmrr', services: list } }
  return {
    status: 404,
    json: {
      error: { message: `The LLMRR emulator has no service at ${target}. Its services are ${list.join(', ')}.` },
    },
  }
}

/** The reply that a fault puts in place of the real one, if it is of that kind. */
function replaced(
  fault: Fault,
  service: Service,
  { target }: Arrived,
  requestId: string,
  otherOrigin: string,
): Reply | undefined {
  if (fault.status !== undefined) {
    const reply = service.failure(fault.status, fault.code, requestId)
    if (fault.body === undefined) return reply
    const { status, headers } = reply
    return typeof fault.body === 'string'
      ? { status, headers, bytes: fault.body, type: 'text/plain' }
      : { status, headers, json: fault.body }
  }
  if (fault.html !== undefined && fault.html !== false) return htmlError(fault.html === true ? 502 : fault.html)
  if (fault.redirect !== undefined && fault.redirect !== false) {
    const origin = fault.redirect === true ? otherOrigin : fault.redirect
    return { status: 307, headers: { location: origin + target }, bytes: '', type: 'text/plain' }
  }
  if (fault.emptyBody) return { bytes: '', type: 'application/json' }
  if (fault.keepAliveOnly) return { events: pings(service.ping), broken: () => [] }
  return undefined
}

// Not one of the service's errors: the test's own `answer` function threw, and its author should see why.
const broken = (error: unknown): Reply => ({
  status: 500,
  json: {
    error: {
      message: `The emulator could not answer: ${error instanceof Error ? error.message : String(error)}`,
      type: 'emulator_error',
    },
  },
})

function htmlError(status: number): Reply {
  const page = `<html>\r\n<head><title>${status} Bad Gateway</title></head>\r\n<body>\r\n<center><h1>${status} Bad Gateway</h1></center>\r\n<hr><center>cloudflare</center>\r\n</body>\r\n</html>\r\n`
  return { status, bytes: page, type: 'text/html' }
}

function* pings(ping: string): Iterable<string> {
  for (;;) yield ping
}

function swollen(thought: Thought, fault: Fault | undefined, ask: Ask): Thought {
  if (!fault?.bigEvent || (ask.schema !== undefined && thought.calls.length === 0)) return thought
  const big = 'x'.repeat(fault.bigEvent)
  if (thought.calls.length === 0)
    return { ...thought, text: [...thought.text.slice(0, 1), big, ...thought.text.slice(1)] }
  const calls = thought.calls.map((call) => ({
    ...call,
    input: `${call.input.slice(0, -1)}${call.input.length > 2 ? ',' : ''}"padding":"${big}"}`,
  }))
  return { ...thought, calls }
}
