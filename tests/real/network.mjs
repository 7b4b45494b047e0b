// SPDX-FileCopyrightText: 2026 Litfass contributors
// SPDX-License-Identifier: EUPL-1.2
//
// Starts the reference servers of the AT Protocol on loopback: directory (PLC), the accounts' server
// (PDS) and, where DB_POSTGRES_URL names a database, the AppView that counts engagement. Prints one
// line of JSON with their addresses and runs until its standard input is closed.

import net from 'node:net'
import pg from 'pg'

// The servers listen on every interface; a test server belongs to this machine only.
const listen = net.Server.prototype.listen
net.Server.prototype.listen = function (...given) {
  if (typeof given[0] === 'number') {
    const callback = given.find((argument) => typeof argument === 'function')
    return listen.call(this, { port: given[0], host: '127.0.0.1' }, callback)
  }
  return listen.apply(this, given)
}

// The PostgreSQL that comes as a wheel lacks the trigram extension, which serves the search only.
const query = pg.Client.prototype.query
pg.Client.prototype.query = function (config, ...rest) {
  const text = typeof config === 'string' ? config : config?.text
  if (typeof text === 'string' && /pg_trgm|_trgm_ops/.test(text)) {
    return query.call(this, 'select 1', ...rest.filter((given) => typeof given === 'function'))
  }
  return query.call(this, config, ...rest)
}

const { TestBsky, TestBsync, TestPds, TestPlc, mockNetworkUtilities } = await import('@atproto/dev-env')

const database = process.env.DB_POSTGRES_URL
const plc = await TestPlc.create({})
const port = await freePort()
const appview = database ? await startAppView() : null
const pds = await TestPds.create({
  port,
  didPlcUrl: plc.url,
  ...(appview && { bskyAppViewUrl: appview.url, bskyAppViewDid: appview.ctx.cfg.serverDid }),
})
mockNetworkUtilities(pds, appview ?? undefined)

process.stdout.write(
  JSON.stringify({ plc: plc.url, pds: pds.url, appview: appview?.url ?? null }) + '\n',
)
process.stdin.on('end', () => process.exit(0)).resume()

async function startAppView() {
  const key = 'litfass-test'
  const bsync = await TestBsync.create({ apiKeys: [key], dbUrl: database, dbSchema: 'bsync' })
  return TestBsky.create({
    plcUrl: plc.url,
    pdsPort: port,
    bsyncApiKey: key,
    bsyncUrl: bsync.url,
    repoProvider: `ws://localhost:${port}`,
    dbPostgresUrl: database,
    dbPostgresSchema: 'appview',
  })
}

function freePort() {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}
