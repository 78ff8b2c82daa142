import { once } from 'node:events'
import { createServer } from 'node:net'

/**
 * A port on which nothing listens. It is used a moment later, so it must not become that of another server or
 * connection meanwhile: no system gives a port below 32768 to a program that asks for any.
 */
export async function freePort() {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 10_000)
    const server = createServer().listen(port, '127.0.0.1')
    const isFree = await once(server, 'listening').then(
      () => true,
      () => false,
    )
    if (!isFree) continue
    server.close()
    await once(server, 'close')
    return port
  }
}
