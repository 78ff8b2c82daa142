// The shop under vitest, with the preload as a setup file.
import { sandbox } from 'bootpay-backend-nodejs/sandbox/register'
import { expect, test } from 'vitest'
import app from './shop.cjs'
import { inOneProcess } from './shop-story.cjs'

test('an order is paid and refunded', async () => {
  const receipts = await inOneProcess(app, sandbox)
  expect(receipts).toMatchObject([{ status: 20, cancelled_price: 12_000 }])
})
