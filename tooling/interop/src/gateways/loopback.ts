import { Server } from 'node:net'

// Loaded into a gateway that would listen to everybody: where it names no host, it listens to this machine alone.
const { listen } = Server.prototype
Server.prototype.listen = function (this: Server, ...given: unknown[]) {
  const [port, host, ...rest] = given
  const args = typeof host === 'string' ? given : [port, '127.0.0.1', ...(host === undefined ? [] : [host]), ...rest]
  return Reflect.apply(listen, this, args)
} as typeof listen
