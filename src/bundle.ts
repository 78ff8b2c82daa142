import * as all from './index'

// The ES module build for bundlers. Like the other builds it has all names on the default export as well.
export * from './index'
export default all

// This build is minified, and a framework that injects the client names its class in errors.
Object.defineProperty(all.BootpayClient, 'name', { value: 'BootpayClient' })
