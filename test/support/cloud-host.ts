import { pino } from 'pino'
import { buildApp } from '../../cloud/app.ts'
import { TestClock } from '../../cloud/clock.ts'
import { configWith } from '../../cloud/config.ts'
import { openPglite } from '../../cloud/db/open.ts'
import { addDemoData } from '../../cloud/demo.ts'

/**
 * A program that runs one reference cloud with demo data after another, each on a folder of its own and each quite anew:
 * most of what a cloud's start costs is to compile the database, which is done once a process. By messages: `{ folder }`
 * ends the one that runs and starts one there, answered with `{ url }`; `{}` only ends it, answered with `{}`.
 */
let end: () => Promise<void> = async () => undefined

async function start(folder: string): Promise<string> {
  const database = await openPglite(folder)
  const cloud = { db: database.db, clock: new TestClock(), config: configWith(1000) }
  await addDemoData(cloud)
  const app = await buildApp({ ...cloud, database, log: pino({ level: 'error' }, pino.destination(2)) })
  end = async () => {
    await app.close()
    await database.close()
  }
  return app.listen({ port: 0, host: '127.0.0.1' })
}

process.on('message', async ({ folder }: { readonly folder?: string }) => {
  await end()
  end = async () => undefined
  process.send?.(folder === undefined ? {} : { url: await start(folder) })
})
process.on('disconnect', () => process.exit(0))
