module.exports = {
  rootDir: __dirname,
  setupFiles: ['bootpay-backend-nodejs/sandbox/register'],
}
