import { Socket, type SocketConstructorOpts } from 'node:net'
import { TLSSocket } from 'node:tls'

/**
 * A plain connection that looks like an encrypted one whose certificate was checked: to the application, to its HTTP
 * library and to Node itself.
 */
export class PlainTlsSocket extends Socket {
  readonly encrypted = true
  readonly servername: string
  authorized = false
  readonly authorizationError = null
  alpnProtocol: string | false | null = null
  secureConnecting = true

  constructor(options: SocketConstructorOpts, servername: string, protocol: string | false) {
    super(options)
    this.servername = servername
    this.once('connect', () => {
      this.secureConnecting = false
      this.authorized = true
      this.alpnProtocol = protocol
      this.emit('secure')
      this.emit('secureConnect')
    })
  }

  getProtocol() {
    return 'TLSv1.3'
  }

  getCipher() {
    const name = 'TLS_AES_256_GCM_SHA384'
    return { name, standardName: name, version: 'TLSv1.3' }
  }

  getPeerCertificate() {
    const [subject, issuer] = [{ CN: this.servername }, { CN: 'bootpay-sandbox' }]
    return { subject, issuer, subjectaltname: `DNS:${this.servername}` }
  }

  isSessionReused() {
    return false
  }
}

// Programs ask `instanceof TLSSocket`, and compare the constructor.
const prototype = PlainTlsSocket.prototype
Object.setPrototypeOf(prototype, TLSSocket.prototype)
Reflect.deleteProperty(prototype, 'constructor')
// Other methods of TLSSocket need OpenSSL: here they return undefined. Bun has some under symbols, and expects them.
for (const key of Reflect.ownKeys(TLSSocket.prototype)) {
  if (key === 'constructor' || Object.hasOwn(prototype, key)) continue
  const plain = (Socket.prototype as unknown as Record<PropertyKey, unknown>)[key]
  const value = plain ?? (typeof key === 'string' ? () => undefined : undefined)
  Object.defineProperty(prototype, key, { value, configurable: true, writable: true })
}
