import * as all from './index'

// The ES module build for bundlers. Like the other builds it has all names on the default export as well.
export * from './index'
export default all
