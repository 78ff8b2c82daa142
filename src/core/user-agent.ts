import { version } from '../../package.json'

/** 1.1.2 sent that of axios. Assumed: the gateway, which other languages call too, reads nothing out of it. */
export const userAgent = `bootpay-backend-nodejs/${version}`
