import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { faultBox } from './faults.ts'
import { receive, type Arrived } from './http/receive.ts'
import { respond, type Manner } from './http/respond.ts'
import { createHandling } from './handling.ts'
import { services, type ServiceName } from './services/index.ts'
import type { CapturedRequest, Emulator, EmulatorOptions } from './types.ts'

/**
 * Starts a server on 127.0.0.1 that speaks the services' protocols and says in the header `x-llmrr-emulator` that it is an emulator.
 * Nothing is ever sent to a real service. Rejects when the port is taken. Close it when done, or the process stays alive.
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const closing = new AbortController()
  const manner: Manner = { latency: options.latency ?? {}, writes: options.writes ?? 16_384, closing: closing.signal }
  const keep = options.keep ?? 1000
  const requests: CapturedRequest[] = []
  const faults = faultBox(options.faults ?? [])
  const keys = Object.fromEntries(names.map((name) => [name, options.keys?.[name] ?? services[name].key])) as Record<
    ServiceName,
    string
  >
  let answer = options.answer
  let otherOrigin = ''
  const handle = createHandling({ keys, faults, answer: () => answer, otherOrigin: () => otherOrigin })

  const serve = async (req: IncomingMessage, res: ServerResponse, elsewhere: boolean): Promise<void> => {
    const arrived = await receive(req, elsewhere)
    if (!arrived) return
    const captured = capture(arrived)
    res.once('close', () => {
      if (!res.writableFinished) captured.aborted = true
    })
    if (keep > 0 && requests.push(captured) > keep) requests.shift()
    const { reply, headers, fault } = handle(arrived)
    await respond(res, reply, fault, headers, manner)
  }
  const main = await listen(
    (req, res) => void serve(req, res, false).catch((error: unknown) => res.destroy(error as Error)),
    options.port ?? 0,
  )
  const other = await listen(
    (req, res) => void serve(req, res, true).catch((error: unknown) => res.destroy(error as Error)),
    0,
  )
  const url = originOf(main.server)
  otherOrigin = originOf(other.server)

  return {
    url,
    otherOrigin,
    services: names,
    requests,
    baseURL: (name) => `${url}/${name}${services[name].root}`,
    sdkBaseURL: (name) => `${url}/${name}${services[name].sdkRoot}`,
    key: (name) => keys[name],
    env: () => environment(url, keys),
    inject: (fault) => faults.add(fault),
    clearFaults: () => faults.clear(),
    setAnswer: (next) => void (answer = next),
    async close() {
      closing.abort()
      await Promise.all([main.close(), other.close()])
    },
  }
}

const names = Object.keys(services) as ServiceName[]

const originOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`

function environment(url: string, keys: Record<ServiceName, string>): Record<string, string> {
  const pairs = names.flatMap((name) => {
    const { env, sdkRoot } = services[name]
    return [
      [env.key, keys[name]],
      [env.baseURL, `${url}/${name}${sdkRoot}`],
    ]
  })
  return Object.fromEntries(pairs)
}

function capture({ service, method, path, query, headers, body, form, text }: Arrived): {
  -readonly [K in keyof CapturedRequest]: CapturedRequest[K]
} {
  return {
    service,
    method,
    path,
    query: Object.fromEntries(query),
    headers,
    body: body ?? form ?? text,
    aborted: false,
  }
}

type Listener = (req: IncomingMessage, res: ServerResponse) => void

// Streams may be silent for long, so the server itself never times out.
async function listen(listener: Listener, port: number): Promise<{ server: Server; close: () => Promise<void> }> {
  const server = createServer({ keepAliveTimeout: 0, requestTimeout: 0, noDelay: true }, listener)
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve())
      for (const socket of sockets) socket.destroy()
    })
  return { server, close }
}
