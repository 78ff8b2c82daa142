import type { BootpayClient } from '../../src'

/**
 * With `BOOTPAY_THROUGH=axios` every client is one whose `$http` the user has touched, so that the same tests hold for
 * the way through axios.
 */
export function through<Client extends BootpayClient>(client: Client): Client {
  if (process.env.BOOTPAY_THROUGH === 'axios') client.$http.interceptors.request.use((config) => config)
  return client
}
