import { randomUUID } from 'node:crypto'
import pg from 'pg'

interface Statement {
  readonly text: string
  readonly values: readonly unknown[]
}

/** The statements of one command, to be given again and again as if each were the next command. */
export type Replay = (client: pg.Client) => Promise<void>

const TRIES = 10
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

/** What this process says to PostgreSQL while `work` goes on. Nothing else may talk to it meanwhile. */
async function spokenDuring(work: () => Promise<unknown>): Promise<readonly Statement[]> {
  const spoken: Statement[] = []
  const { query } = pg.Client.prototype
  Reflect.set(pg.Client.prototype, 'query', function (this: pg.Client, ...args: readonly unknown[]) {
    const [first, values = []] = args
    if (typeof first === 'string') spoken.push({ text: first, values: values as readonly unknown[] })
    return Reflect.apply(query, this, args)
  })
  try {
    await work()
  } finally {
    Reflect.set(pg.Client.prototype, 'query', query)
  }
  return spoken
}

/**
 * Learns what the cloud asks its database for one command, from two that follow one another.
 * @param command gives the next command to a cloud in this process
 */
export async function learnReplay(command: () => Promise<unknown>): Promise<Replay> {
  // The first loads what is kept.
  await command()
  let [before, last] = [await spokenDuring(command), await spokenDuring(command)]
  // Now and then the cloud also looks by itself which loans have ended.
  for (let tries = 1; !isAlike(before, last) && tries < TRIES; tries += 1) {
    before = last
    last = await spokenDuring(command)
  }
  if (!isAlike(before, last)) throw new Error('two commands ask for different things')
  let step = 0
  return async (client) => {
    step += 1
    const ids = new Map<string, string>()
    for (const [index, { text, values }] of last.entries()) {
      const old = before[index]?.values ?? []
      await client.query(
        text,
        values.map((value, place) => following(old[place], value, step, ids)),
      )
    }
  }
}

function isAlike(before: readonly Statement[], last: readonly Statement[]): boolean {
  return last.length > 0 && last.map(({ text }) => text).join() === before.map(({ text }) => text).join()
}

/** What stands there after `steps` more commands: numbers go on, ids are new, all else is as it was. */
function following(before: unknown, last: unknown, steps: number, ids: Map<string, string>): unknown {
  if (Array.isArray(last) && Array.isArray(before)) {
    return last.map((one, index) => following(before[index], one, steps, ids))
  }
  if (typeof last === 'number' && typeof before === 'number') return last + (last - before) * steps
  if (typeof last !== 'string' || typeof before !== 'string' || last === before) return last
  const old = new Set(before.match(UUID))
  return last.replaceAll(UUID, (id) => {
    if (old.has(id)) return id
    const fresh = ids.get(id) ?? randomUUID()
    ids.set(id, fresh)
    return fresh
  })
}
