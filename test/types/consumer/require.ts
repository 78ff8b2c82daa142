// The import that only CommonJS knows.
import deep = require('bootpay-backend-nodejs/dist/bootpay')
import bootpay = require('bootpay-backend-nodejs')
import sandbox = require('bootpay-backend-nodejs/sandbox')

exactly<bootpay.BootpayClient>()(bootpay.Bootpay)
exactly<bootpay.BootpayClient>()(deep.Bootpay)
exactly<Promise<sandbox.Sandbox>>()(sandbox.startSandbox())
export const cancel: bootpay.BootpayCancelData = { receiptId: 'r1' }
