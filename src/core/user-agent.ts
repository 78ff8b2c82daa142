import { version } from '../../package.json'

/** 1.1.2 sent that of axios. Assumed: the gateway does not read it, as clients in other languages call it too. */
export const userAgent = `bootpay-backend-nodejs/${version}`
