// The end of an application that the tests bundle. The lines before it load the package, and in all other ways once
// more as `clients` and `starters`. The argument says what to call; what came of it is printed.
const { url, applicationId, privateKey, calls, unknownReceipt, feedback } = JSON.parse(process.argv[2])

Bootpay.setConfig(applicationId, privateKey, 'production', { baseUrl: url })

async function callAll() {
  const answers = {}
  for (const [name, argument] of calls) {
    const answer = await Bootpay[name](argument)
    answers[name] = { status: answer.status, data: answer.data }
  }
  return answers
}

async function main() {
  const answers = await callAll()

  let intercepted = 0
  Bootpay.$http.interceptors.request.use((config) => {
    intercepted++
    return config
  })
  const error = await Bootpay.verify(unknownReceipt).catch((error) => error)

  // The adapter that axios brings for Node is in the bundle as well.
  Bootpay.$http.defaults.adapter = 'http'
  const [, receiptId] = calls.find(([name]) => name === 'verify')
  const { data: throughAxios } = await Bootpay.verify(receiptId)

  const sandbox = await startSandbox()
  const report = {
    isOne: [...clients.map((other) => other === Bootpay), ...starters.map((other) => other === startSandbox)],
    answers,
    error: {
      isBootpayError: error instanceof BootpayError,
      fields: { ...error },
      name: error.name,
      type: error.type,
      method: error.method,
      outcomeUnknown: error.outcomeUnknown,
      attempts: error.attempts,
    },
    className: Bootpay.constructor.name,
    intercepted,
    throughAxios,
    authentic: [privateKey, 'another key'].map(
      (key) => parseFeedback(feedback, { privateKey: key }).authentic,
    ),
    sandbox: (await fetch(sandbox.url)).status,
    globalRequire: typeof globalThis.require,
  }
  console.log(JSON.stringify(report))
  await sandbox.close()
}
main()
