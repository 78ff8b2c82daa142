export default {
  test: {
    root: import.meta.dirname,
    globals: true,
    setupFiles: ['bootpay-backend-nodejs/sandbox/register'],
  },
}
