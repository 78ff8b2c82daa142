// Every way to send a request to the gateway that Node and the development tools have. Run by itself, it asks the
// gateway once in each way, without a token, and prints the status of each answer.
import http, { get as getByHttp } from 'node:http'
import https, { get } from 'node:https'
import net from 'node:net'
import tls, { connect } from 'node:tls'
import { fileURLToPath } from 'node:url'
import axios from 'axios'
import proxyAgent from 'https-proxy-agent'

const host = 'api.bootpay.co.kr'
const url = `https://${host}/receipt/12345`
/** Nothing listens there. */
const proxy = { protocol: 'http:', host: '127.0.0.1', port: 1 }

const statusOf = (send, ...args) =>
  new Promise((done, failed) => {
    const request = send(...args, (answer) => answer.resume().on('end', () => done(answer.statusCode)))
    request.on('error', failed)
  })

const ofAxios = async (options) => (await axios.get(url, { validateStatus: null, ...options })).status

/** A request by hand, over a socket that is connecting. */
const overSocket = (socket, event) =>
  new Promise((done, failed) => {
    socket.once(event, () => socket.write(`GET /receipt/1 HTTP/1.1\r\nhost: ${host}\r\n\r\n`))
    socket.once('data', (text) => {
      done(Number(String(text).split(' ')[1]))
      socket.destroy()
    })
    socket.on('error', failed)
  })

/** A tunnel to a proxy that fails when anything comes through. */
async function openTunnel() {
  const server = net.createServer((peer) => {
    peer.on('data', () => process.exit(3))
    peer.on('close', () => server.close())
  })
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  return net.connect(server.address().port, '127.0.0.1')
}

export const direct = {
  https: () => statusOf(https.get, url),
  'https imported by name': () => statusOf(get, new URL(url)),
  'https with options': () =>
    statusOf(https.get, { hostname: 'stage-api.bootpay.co.kr', path: '/receipt/1' }),
  'https without an agent': () => statusOf(https.get, { host, path: '/receipt/1', agent: false }),
  'https with an agent of its own': () =>
    statusOf(https.get, url, { agent: new https.Agent({ maxSockets: 1 }) }),
  'https with the host in upper case and a dot at its end': () =>
    statusOf(https.get, 'https://DEV-API.bootpay.co.kr./receipt/1'),
  http: () => statusOf(http.get, `http://${host}/receipt/1`),
  'http imported by name': () => statusOf(getByHttp, { host, path: '/receipt/1' }),
  fetch: async () => (await fetch(url)).status,
  'fetch with a Request': async () => (await fetch(new Request(url))).status,
  axios: () => ofAxios(),
  'axios through fetch': () => ofAxios({ adapter: 'fetch' }),
  tls: () => overSocket(tls.connect({ host, port: 443 }), 'secureConnect'),
  'tls imported by name': () => overSocket(connect(443, host, { servername: host }), 'secureConnect'),
  net: () => overSocket(net.connect(80, host), 'connect'),
  'a socket of net': () => overSocket(new net.Socket().connect({ host, port: 80 }), 'connect'),
}

export const aroundProxies = {
  'a proxy that axios was given': () => ofAxios({ proxy }),
  'an agent for a proxy': () =>
    statusOf(https.get, url, { agent: new proxyAgent.HttpsProxyAgent('http://127.0.0.1:1') }),
  'a request that names the gateway in its path': () => statusOf(http.get, { ...proxy, path: url }),
  'a tunnel to a proxy': async () =>
    overSocket(tls.connect({ socket: await openTunnel(), servername: host }), 'secureConnect'),
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const answers = {}
  for (const [name, ask] of Object.entries({ ...direct, ...aroundProxies })) {
    answers[name] = await ask().catch(String)
  }
  console.log(JSON.stringify(answers))
}
