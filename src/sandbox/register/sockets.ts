import net, { type Socket, type SocketConstructorOpts } from 'node:net'
import tls from 'node:tls'
import type { Address, SandboxAddress } from './address'
import { readConnectArguments } from './connect-arguments'
import { isGateway } from './hosts'
import { patch } from './patch'
import { PlainTlsSocket } from './tls-socket'

/** Connections to the gateway arrive at the sandbox; those to any other host are Node's own. */
export function redirectSockets(address: SandboxAddress): void {
  const connect: (this: Socket, address: Address) => void = net.Socket.prototype.connect

  // What is written before the address is known waits, as it does while Node looks a name up.
  const connectToSandbox = (socket: Socket & { connecting: boolean }) => {
    socket.connecting = true
    address.whenKnown((known) => {
      if (!socket.destroyed) connect.call(socket, known)
    })
    return socket
  }

  // Plain http, and whatever opens a socket of its own: nothing else may come through to the gateway.
  patch(net.Socket.prototype, 'connect', {
    apply(original, socket: Socket, args) {
      const { options, callback } = readConnectArguments(args)
      if (!isGateway(options.host)) return original.apply(socket, args)
      if (callback) socket.once('connect', callback)
      return connectToSandbox(socket)
    },
  })

  patch(tls, 'connect', {
    apply(original, self, args) {
      const { options, callback } = readConnectArguments(args)
      const name = [options.servername, options.host].find(isGateway)
      if (typeof name !== 'string') return original.apply(self, args)
      const socket = openTls(name, options)
      if (callback) socket.once('secureConnect', callback)
      return socket.destroyed ? socket : connectToSandbox(socket)
    },
  })
}

function openTls(servername: string, options: Record<string, unknown>): PlainTlsSocket {
  const offered = readProtocols(options.ALPNProtocols)
  const protocol = offered.find((name) => name.startsWith('http/1')) ?? false
  const socket = new PlainTlsSocket(socketOptions(options), servername, protocol)
  if (typeof options.timeout === 'number') socket.setTimeout(options.timeout)
  // A tunnel that the application opened through a proxy is not used.
  if (options.socket instanceof net.Socket) {
    const tunnel = options.socket
    socket.once('close', () => tunnel.destroy())
  }
  if (offered.length > 0 && protocol === false) socket.destroy(noProtocol())
  return socket
}

/** The options of a plain socket, without address and encryption. */
function socketOptions(options: Record<string, unknown>): SocketConstructorOpts {
  const { allowHalfOpen, highWaterMark, keepAlive, keepAliveInitialDelay, noDelay, onread, signal } = options
  const chosen = { allowHalfOpen, highWaterMark, keepAlive, keepAliveInitialDelay, noDelay, onread, signal }
  const given = Object.entries(chosen).filter(([, value]) => value !== undefined && value !== null)
  return Object.fromEntries(given) as SocketConstructorOpts
}

/** A list of names, or the form that they have on the wire: each after a byte with its length. */
function readProtocols(value: unknown): string[] {
  if (Array.isArray(value)) return value.map((name) => Buffer.from(name).toString())
  const names: string[] = []
  if (!(value instanceof Uint8Array)) return names
  for (let at = 0; at < value.length; at += 1 + Number(value[at])) {
    names.push(Buffer.from(value.subarray(at + 1, at + 1 + Number(value[at]))).toString())
  }
  return names
}

/** The error that a server without HTTP/2 causes. */
function noProtocol(): Error {
  const text = '샌드박스는 HTTP/1.1만 받습니다 (the sandbox speaks HTTP/1.1, not HTTP/2 alone)'
  return Object.assign(new Error(text), { code: 'ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL' })
}
