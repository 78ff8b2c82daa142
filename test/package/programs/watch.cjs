// Preloaded into each process of a program: writes down which addresses it connected to and which names it looked up,
// as Node itself tells, whatever was put in front of its modules.
const { createHook } = require('node:async_hooks')
const { appendFileSync } = require('node:fs')

const write = ({ address, hostname }) => appendFileSync(process.env.CONNECTIONS, `${address ?? hostname}\n`)

createHook({
  init(_id, type, _trigger, resource) {
    // Node says where to, right after it made this.
    if (/^(TCPCONNECTWRAP|GETADDRINFOREQWRAP|QUERYWRAP)$/.test(type)) setImmediate(write, resource)
  },
}).enable()
