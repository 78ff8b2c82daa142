const day = 24 * 3_600_000

/**
 * A customer pays and is refunded; a card is registered, charged and scheduled; and so on through all twelve
 * functions in the order of the README, until a charge is lost on the way.
 *
 * @param {import('bootpay-backend-nodejs/sandbox').Sandbox} sandbox
 * @param {{ feedbackUrl: string, notices: import('bootpay-backend-nodejs').Feedback[] }} shop
 * @param {import('./narrator').Narrator} narrator
 */
async function story(sandbox, shop, narrator) {
  await payAndRefund(sandbox, narrator)
  await subscribe(sandbox, shop, narrator)
  await withCustomer(sandbox, narrator)
  await loseCharge(sandbox, shop, narrator)
}

async function payAndRefund(sandbox, narrator) {
  narrator.scene('1', '토큰 발급', 'access token')
  narrator.say(
    '모든 호출에 쓰는 토큰입니다. 다른 함수가 알아서 받지만, 먼저 불러도 됩니다.',
    'The token of every call. Others fetch it by themselves; asking first does no harm.',
  )
  const { data: token } = await narrator.call('getAccessToken')
  const minutes = (token.expired_at - token.server_time) / 60
  narrator.result(`토큰을 받았습니다. ${minutes}분 동안 씁니다`, `a token for ${minutes} minutes`)

  narrator.scene('2', '결제 검증', 'verify a payment')
  narrator.say(
    '고객이 결제창에서 10,000원을 결제했습니다. 상태와 금액, 주문번호를 확인합니다.',
    'A customer paid 10,000 won in the payment window. Status, amount and order id are checked.',
  )
  const { receipt_id: receiptId } = sandbox.pay({ price: 10_000, itemName: '커피 원두', orderId: 'order-1' })
  const { data: paid } = await narrator.call('verify', receiptId)
  expect(paid.status === 1 && paid.price === 10_000 && paid.order_id === 'order-1', 'verify')
  narrator.result(
    `${won(paid.price)} 결제가 주문 ${paid.order_id}과 일치합니다`,
    'status, amount and order id agree',
  )

  narrator.scene('3', '결제 취소', 'cancel a payment')
  narrator.say('4,000원을 부분 취소합니다.', 'A part of it, 4,000 won, is refunded.')
  const part = { receiptId, price: 4_000, cancelId: 'refund-1', reason: '일부 품절' }
  const { data: first } = await narrator.call('cancel', part)
  narrator.say(
    '실수로 한 번 더 보냈지만, cancelId가 같아서 거절됩니다.',
    'It is sent again by mistake; the same cancelId gets it refused.',
  )
  const refusal = await narrator.callInVain('cancel', part)
  expect(!refusal.outcomeUnknown, 'cancelId')
  narrator.say('남은 금액을 모두 취소합니다.', 'Everything that is left is refunded.')
  const { data: refunded } = await narrator.call('cancel', { receiptId, cancelId: 'refund-2' })
  expect(refunded.remain_price === 0, 'cancel')
  narrator.result(
    `${won(first.request_cancel_price)} 취소, 같은 요청은 거절, 나머지 ${won(refunded.request_cancel_price)} 취소`,
    'a part, then the rest',
  )
}

async function subscribe(sandbox, { feedbackUrl, notices }, narrator) {
  narrator.scene('4', '빌링키 발급', 'issue a billing key')
  narrator.say('정기결제에 쓸 카드를 등록합니다.', 'A card is registered for a subscription.')
  const { data: key } = await narrator.call('requestSubscribeBillingKey', {
    orderId: 'order-2',
    pg: 'nicepay',
    itemName: '정기결제 30일권',
    cardNo: '0000000000000000',
    cardPw: '00',
    expireYear: '99',
    expireMonth: '12',
    identifyNumber: '000000',
  })
  narrator.result(`${key.data.card_name} ${key.data.card_no} 카드를 등록했습니다`, 'a card is registered')
  const { billing_key: billingKey } = key
  const order = { billingKey, itemName: '정기결제 30일권', price: 9_900 }
  const feedback = { feedbackUrl, feedbackContentType: 'json' }

  narrator.scene('4-1', '빌링키로 결제', 'charge a billing key')
  narrator.say('첫 달 요금을 바로 결제합니다.', 'The first month is charged at once.')
  const firstMonth = { ...order, ...feedback, orderId: 'order-3' }
  const { data: charged } = await narrator.call('requestSubscribeBillingPayment', firstMonth)
  narrator.result(`첫 달 요금 ${won(charged.price)}을 결제했습니다`, 'the first month is charged')

  narrator.scene('4-2', '빌링키로 결제 예약', 'reserve a charge')
  narrator.say('다음 두 달 치를 예약합니다.', 'The next two months are reserved.')
  const reserve = (months) =>
    narrator.call('reserveSubscribeBilling', {
      ...order,
      ...feedback,
      orderId: `order-${3 + months}`,
      schedulerType: 'oneshot',
      executeAt: new Date(sandbox.now() + months * 30 * day),
    })
  const { data: next } = await reserve(1)
  const { data: last } = await reserve(2)
  narrator.result(
    `다음 두 달, ${won(next.price + last.price)}을 예약했습니다`,
    'the next two months are scheduled',
  )

  narrator.scene('4-2-1', '결제 예약 취소', 'cancel a reservation')
  narrator.say(
    '고객이 해지를 신청해 마지막 달의 예약을 취소합니다.',
    'The customer leaves: the last month is cancelled.',
  )
  await narrator.call('destroyReserveSubscribeBilling', last.reserve_id)

  narrator.say(
    '시계를 석 달 앞으로 돌립니다. 예약된 결제가 이루어지고 웹훅이 도착합니다.',
    'The clock moves three months ahead. The reserved charge is made and its webhook arrives.',
  )
  await sandbox.advance(90 * day)
  const { receipt_id: chargedLater } = sandbox.reservations.find(
    (each) => each.reserve_id === next.reserve_id,
  )
  expect(
    notices.some((notice) => notice.receipt_id === chargedLater),
    'webhook',
  )
  narrator.say(
    '그사이 토큰이 만료되었습니다. SDK가 새 토큰을 받아 한 번 더 보냅니다.',
    'The token has expired meanwhile: a new one is fetched, and the request is sent once more.',
  )
  await narrator.call('verify', chargedLater)
  narrator.result('한 건은 취소, 한 건은 석 달 사이에 결제되었습니다', 'one cancelled, one charged')

  narrator.scene('4-3', '빌링키 삭제', 'delete a billing key')
  narrator.say('더는 쓰지 않는 빌링키를 삭제합니다.', 'The key is not needed any more.')
  await narrator.call('destroySubscribeBillingKey', billingKey)
  narrator.result('이 빌링키로는 더 결제되지 않습니다', 'the key is of no more use')
}

async function withCustomer(sandbox, narrator) {
  narrator.scene('5', '사용자 토큰 발급', 'user token')
  narrator.say('간편결제창을 여는 회원용 토큰입니다.', "A member's token for the easy-pay window.")
  await narrator.call('requestUserToken', { userId: '1234', name: '홍길동' })
  narrator.result('회원 1234가 간편결제창을 열 수 있습니다', 'member 1234 can open it')

  narrator.scene('6', '결제 링크 생성', 'payment link')
  narrator.say('결제 페이지의 주소를 만들어 고객에게 보냅니다.', 'A payment page is made for a customer.')
  const order = { orderId: 'order-6', price: 25_000, itemName: '꽃다발' }
  const { data: address } = await narrator.call('requestPayment', order)
  narrator.say(
    '고객이 그 페이지에서 결제 버튼을 눌렀습니다.',
    'The customer presses the button on that page.',
  )
  await fetch(address, { method: 'POST', body: new URLSearchParams({ act: 'pay' }) })
  const { receipt_id: linkReceipt } = sandbox.links[0]
  const { data: linkPaid } = await narrator.call('verify', linkReceipt)
  expect(linkPaid.status === 1, 'requestPayment')
  narrator.result(`고객이 링크를 열어 ${won(linkPaid.price)}을 결제했습니다`, 'a customer paid by the link')

  narrator.scene('7', '서버 승인', 'approve on the server')
  narrator.say(
    '결제가 승인을 기다립니다(상태 2). 재고를 확인하고 서버에서 승인하면 상태가 1이 됩니다.',
    'A payment waits for approval (status 2). With the goods in stock, the server approves: status 1.',
  )
  const waiting = sandbox.pay({ price: 30_000, orderId: 'order-7', state: 'awaiting-approval' })
  const { data: before } = await narrator.call('verify', waiting.receipt_id)
  expect(before.status === 2, 'verify')
  const { data: approved } = await narrator.call('submit', waiting.receipt_id)
  expect(approved.status === 1, 'submit')
  narrator.result(
    `재고를 확인하고 ${won(approved.price)}을 승인했습니다 (상태 ${before.status} → ${approved.status})`,
    'approved once in stock',
  )

  narrator.scene('8', '본인인증 결과 조회', 'result of an identity check')
  narrator.say('고객이 본인인증을 마쳤습니다.', 'A customer has proved who they are.')
  await narrator.call('certificate', sandbox.certify().receipt_id)
  narrator.result('고객의 본인인증을 확인했습니다', 'an identity is confirmed')
}

async function loseCharge(sandbox, { feedbackUrl, notices }, narrator) {
  narrator.scene('', '응답을 잃은 결제', 'a charge without an answer')
  narrator.say(
    '결제는 이루어졌지만 응답이 오기 전에 연결이 끊깁니다. SDK는 다시 보내지 않고, 결과를 알 수 없다고 알립니다.',
    'The card is charged, and the connection breaks before the answer. It is not sent again; the error says so.',
  )
  const { billing_key: billingKey } = sandbox.issueBillingKey()
  sandbox.failNext({ fault: 'reset-after', path: '/subscribe/billing' })
  const failed = await narrator.callInVain('requestSubscribeBillingPayment', {
    billingKey,
    itemName: '정기결제 30일권',
    price: 9_900,
    orderId: 'order-8',
    feedbackUrl,
    feedbackContentType: 'json',
  })
  expect(failed.outcomeUnknown, 'outcomeUnknown')

  narrator.say(
    '웹훅이 도착해 매듭을 짓습니다. 부트페이에 다시 조회해 확인합니다.',
    'The webhook settles it, confirmed by a lookup.',
  )
  await sandbox.advance(0)
  const notice = notices.find((each) => each.order_id === 'order-8')
  expect(notice, 'webhook')
  const { confirmed } = await narrator.call('confirmFeedback', notice, { price: 9_900, orderId: 'order-8' })
  expect(confirmed, 'confirmFeedback')
  const charges = sandbox.receipts.filter((receipt) => receipt.order_id === 'order-8').length
  expect(charges === 1, 'order-8')
  narrator.result(
    `응답은 잃었지만 주문 order-8의 결제는 ${charges}건입니다`,
    `${charges} charge, says the webhook`,
  )
}

const won = (amount) => `${amount.toLocaleString('ko-KR')}원`

function expect(isSo, what) {
  if (!isSo) throw new Error(`예상과 다른 결과입니다 (not as expected): ${what}`)
}

module.exports = { story }
