const cluster = require('node:cluster')

if (cluster.isPrimary) cluster.fork()
else {
  require('./ask.cjs')
  cluster.worker.disconnect()
}
