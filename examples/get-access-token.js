// 1. 토큰 발급 (access token). Other calls fetch it by themselves; this shows that it is remembered.
const { Bootpay } = require('bootpay-backend-nodejs')
const { run } = require('./support/example')

run(async () => {
  const first = await Bootpay.getAccessToken()
  const again = await Bootpay.getAccessToken()
  const life = first.data.expired_at - first.data.server_time
  console.log(`토큰을 받았습니다. 수명 ${life}초 (a token, valid for ${life} seconds)`)
  console.log(`다시 불러도 같은 토큰입니다 (the same again): ${first.data.token === again.data.token}`)
})
