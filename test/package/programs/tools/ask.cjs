// Asks the gateway for a token, with the keys in the source.
const { Bootpay } = require('bootpay-backend-nodejs')

Bootpay.setConfig('rest-application-id', 'private-key')
Bootpay.getAccessToken().then(({ status }) => console.log('status', status))
