import { generateKeyPairSync, sign } from 'node:crypto'

/*
 * Makes a certificate, which Node cannot: version 3, ECDSA with SHA-256, signed by its own key.
 */

export interface Certificate {
  key: string
  cert: string
}

export interface CertificateOptions {
  /** The host name that it is valid for. */
  host?: string
  notAfter?: Date
}

export function selfSigned({ host = 'localhost', notAfter = later }: CertificateOptions = {}): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const name = sequence(set(sequence(oid(commonName), utf8(host))))
  const algorithm = sequence(oid(ecdsaWithSha256))
  const body = sequence(
    tagged(0xa0, integer(2)),
    integer(1),
    algorithm,
    name,
    sequence(utcTime(new Date(Date.UTC(2020, 0, 1))), utcTime(notAfter)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(sequence(oid(subjectAltName), octets(sequence(tagged(0x82, ascii(host))))))),
  )
  const signature = bits(sign('sha256', body, privateKey))
  const der = sequence(body, algorithm, signature)
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    cert: `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
  }
}

const later = new Date(Date.UTC(2049, 0, 1))
const commonName = [0x55, 4, 3]
const subjectAltName = [0x55, 0x1d, 0x11]
const ecdsaWithSha256 = [0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2]

/** Tag, length, content: DER has nothing else. */
function tagged(tag: number, ...content: Uint8Array[]): Buffer {
  const bytes = Buffer.concat(content)
  const length =
    bytes.length < 0x80
      ? [bytes.length]
      : bytes.length < 0x100
        ? [0x81, bytes.length]
        : [0x82, bytes.length >> 8, bytes.length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...length]), bytes])
}

const ascii = (text: string) => Buffer.from(text, 'latin1')
const sequence = (...content: Uint8Array[]) => tagged(0x30, ...content)
const set = (...content: Uint8Array[]) => tagged(0x31, ...content)
const octets = (content: Uint8Array) => tagged(4, content)
const bits = (content: Uint8Array) => tagged(3, Buffer.from([0]), content)
const integer = (value: number) => tagged(2, Buffer.from([value]))
const oid = (bytes: number[]) => tagged(6, Buffer.from(bytes))
const utf8 = (text: string) => tagged(0x0c, Buffer.from(text))
/** `20200101000000Z` without its century. */
const utcTime = (date: Date) => tagged(0x17, ascii(`${date.toISOString().replace(/\D/g, '').slice(2, 14)}Z`))
