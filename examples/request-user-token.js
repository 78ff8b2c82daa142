// 5. 사용자 토큰 발급 (user token), for the client SDK's easy-pay window
const { Bootpay } = require('bootpay-backend-nodejs')
const { run } = require('./support/example')

run(async ({ argument }) => {
  const userId = argument('user_id', () => '1234')
  const { data } = await Bootpay.requestUserToken({ userId, email: 'user@example.com', name: '홍길동' })
  console.log(`사용자 토큰을 받았습니다. 만료 ${data.expired_localtime} (a user token, and when it ends)`)
})
