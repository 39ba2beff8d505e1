// A Nostr relay on a free port of 127.0.0.1, its events in memory. Prints {"url":"ws://127.0.0.1:PORT"} when it listens
// and stops when its standard input ends, so that it outlives no test. RELAY_PORT asks for a certain port; RELAY_AUTH=1 lets nobody in without NIP-42.
import { createRequire } from 'node:module'
import { WebSocketServer } from 'ws'

const require = createRequire(import.meta.url)
const { LogLevel } = require('@nostr-relay/common')
const { NostrRelay } = require('@nostr-relay/core')
const { EventRepositorySqlite } = require('@nostr-relay/event-repository-sqlite')
const { Validator } = require('@nostr-relay/validator')

const closed = process.env.RELAY_AUTH === '1'
const events = new EventRepositorySqlite(':memory:')
await events.init()
const relay = new NostrRelay(events, {
  ...(closed && { hostname: '127.0.0.1' }),
  logLevel: LogLevel.ERROR, // its logger writes to standard output, which is for the address
  filterResultCacheTtl: 0, // what was stored is found at once
  eventHandlingResultCacheTtl: 0, // what comes twice is a duplicate
})
const validator = new Validator()

function refusal([type, what]) {
  const reason = 'auth-required: members only'
  if (type === 'EVENT') return ['OK', what.id, false, reason]
  if (type === 'REQ') return ['CLOSED', what, reason]
  return undefined
}

async function handle(client, data) {
  const message = await validator.validateIncomingMessage(data)
  const refused = relay.isAuthorized(client) ? undefined : refusal(message)
  if (refused) client.send(JSON.stringify(refused))
  else await relay.handleMessage(client, message)
}

const server = new WebSocketServer({ port: Number(process.env.RELAY_PORT) || 0, host: '127.0.0.1' })
server.on('connection', (client) => {
  relay.handleConnection(client)
  client.on('message', (data) =>
    handle(client, data).catch((error) => client.send(JSON.stringify(['NOTICE', String(error.message ?? error)]))),
  )
  client.on('close', () => relay.handleDisconnect(client))
})
server.on('listening', () => console.log(JSON.stringify({ url: `ws://127.0.0.1:${server.address().port}` })))

process.stdin.resume().on('end', () => process.exit(0))
