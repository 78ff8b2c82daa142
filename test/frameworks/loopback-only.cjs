// Preloaded into the tests of an example: refuses each connection to anything but this machine, and writes it down.
const { appendFileSync } = require('node:fs')
const { Socket } = require('node:net')

const { connect } = Socket.prototype

Socket.prototype.connect = function (...args) {
  // As net.connect normalizes its arguments: a list of options and a listener, or what the user gave.
  const [first, second] = Array.isArray(args[0]) ? args[0] : args
  const options = typeof first === 'object' && first !== null ? first : { host: second }
  const host = typeof options.host === 'string' ? options.host : 'localhost'
  if (!options.path && !/^(localhost|127\.[\d.]+|::1)$/.test(host)) {
    appendFileSync(process.env.REFUSED_CONNECTIONS, `${host}\n`)
    throw new Error(`only this machine may be reached, not ${host}`)
  }
  return connect.apply(this, args)
}
