import { Bootpay } from 'bootpay-backend-nodejs'

async function ask(): Promise<void> {
  Bootpay.setConfig('rest-application-id', 'private-key')
  const { status } = await Bootpay.getAccessToken()
  console.log('status', status)
}

void ask()
