import { parseArgs } from 'node:util'
import { pino } from 'pino'
import { buildApp } from './app.ts'
import { systemClock, TestClock } from './clock.ts'
import type { Cloud } from './cloud.ts'
import { configWith } from './config.ts'
import { renewEpoch } from './db/feed.ts'
import { openPglite, openPostgres } from './db/open.ts'
import { addDemoData } from './demo.ts'
import { readRootKeyFile } from './root-key-file.ts'
import { rotateRootKeys } from './root-key-store.ts'

const DEFAULT_PORT = 4780
const TEST_LIMIT_FACTOR = 1000

const USAGE =
  'usage: npm run cloud -- [--port N] [--data DIR] [--demo] [--test-clock] | (--rotate-root | --restored) [--data DIR]'

function readArguments() {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: String(DEFAULT_PORT) },
      data: { type: 'string' },
      demo: { type: 'boolean', default: false },
      'test-clock': { type: 'boolean', default: false },
      'rotate-root': { type: 'boolean', default: false },
      restored: { type: 'boolean', default: false },
    },
  })
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`${values.port} is not a port`)
  if (values['test-clock'] && !values.demo) throw new Error('--test-clock works only with --demo')
  const { data: folder, demo, 'test-clock': testClock } = values
  const only = (['rotate-root', 'restored'] as const).find((name) => values[name])
  if (only && folder === undefined && !process.env['DATABASE_URL'])
    throw new Error(`--${only} needs --data or DATABASE_URL`)
  return { port, folder, demo, testClock, only }
}

function readConnections(text: string | undefined): number | undefined {
  if (!text) return undefined
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new Error('DATABASE_CONNECTIONS is not a number of connections')
  return Number(text)
}

async function main(): Promise<void> {
  const { port, folder, demo, testClock, only } = readArguments()
  // To standard error; errors without what the database says of the rows that it was about.
  const log = pino(
    { level: process.env['LOG_LEVEL'] ?? 'info', serializers: { err: describeError } },
    pino.destination(2),
  )
  const address = process.env['DATABASE_URL']
  const connections = readConnections(process.env['DATABASE_CONNECTIONS'])
  const listenAddress = process.env['DATABASE_LISTEN_URL'] || address
  const database = address ? await openPostgres(address, connections, listenAddress) : await openPglite(folder)
  const clock = testClock ? new TestClock() : systemClock()
  const rootKeyFile = process.env['TRACKSIDE_ROOT_KEYS']
  const rootKeys = rootKeyFile ? await readRootKeyFile(rootKeyFile) : undefined
  const cloud = { db: database.db, clock, config: configWith(testClock ? TEST_LIMIT_FACTOR : 1, rootKeys) }
  if (only) {
    console.log(await (only === 'restored' ? beginAnew(cloud) : rotate(cloud)))
    return await database.close()
  }
  if (demo) await addDemoData(cloud)
  const app = await buildApp({ ...cloud, database, log })
  await app.listen({ port, host: '127.0.0.1' })

  let stopping = false
  const stop = async () => {
    if (stopping) return
    stopping = true
    await app.close()
    await database.close()
    process.exit(0)
  }
  process.on('SIGTERM', () => void stop())
  process.on('SIGINT', () => void stop())
  const bound = app.server.address()
  console.log(`cloud listening on http://127.0.0.1:${typeof bound === 'object' && bound ? bound.port : port}`)
}

async function rotate(cloud: Cloud): Promise<string> {
  const { current, next } = await rotateRootKeys(cloud)
  return `root keys: current ${hex(current.kid)}, next ${hex(next.kid)}`
}

async function beginAnew({ db }: Cloud): Promise<string> {
  return `restored: every laptop begins anew at its next contact (epoch ${await renewEpoch(db)})`
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}

function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) }
  const { name, message, stack, cause } = error
  return { name, message, stack, ...(cause === undefined ? {} : { cause: describeError(cause) }) }
}

try {
  await main()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  console.error(USAGE)
  process.exit(1)
}
