import type { Socket } from 'node:net'
import { loadNet, loadTls } from '../load'

/** How far a request's socket is. `opaque`: a mock's socket, which does not tell when it connects. */
export type SocketState = 'none' | 'connecting' | 'connected' | 'failed' | 'opaque'

/** Calls `set` with the state of the socket that Node gave a request, and again when it has connected, TLS included. */
export function watchSocket(
  socket: Socket & { secureConnecting?: boolean },
  isEncrypted: boolean,
  set: (state: SocketState) => void,
) {
  if (!socket.connecting && !socket.secureConnecting) {
    set(socket.destroyed ? 'failed' : 'connected')
    return
  }
  const isNodes = socket.constructor === (isEncrypted ? loadTls().TLSSocket : loadNet().Socket)
  set(isNodes ? 'connecting' : 'opaque')
  // Probes: Node notices a peer that vanished, and a firewall keeps the idle connection open.
  socket.setKeepAlive?.(true, 60_000)
  socket.once(isEncrypted ? 'secureConnect' : 'connect', () => set('connected'))
}
