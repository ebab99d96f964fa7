import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Served } from './loopback.ts'

// Runs in a process of its own, so that its CPU time is not counted with the clients'. What it serves comes as the first message.
const [served] = (await once(process, 'message')) as [Served]

const server = createServer(async (request, response) => {
  let body = ''
  for await (const piece of request) body += piece
  const answer =
    served.streamed && (served.reply === undefined || /"stream":\s*true/.test(body)) ? served.streamed : served.reply!
  response.writeHead(200, { 'content-type': answer.type, 'x-request-id': 'req_bench' })
  for (const piece of answer.pieces) if (!response.write(piece)) await once(response, 'drain')
  response.end()
})
server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port))
process.once('disconnect', () => process.exit(0))
