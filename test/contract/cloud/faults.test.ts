import { randomUUID } from 'node:crypto'
import { createParser } from 'eventsource-parser'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { openPostgres } from '../../../cloud/db/open.ts'
import { TIMER } from '../../../shared/permissions.ts'
import { cloudAddress, startChild } from '../../support/child.ts'
import { newPostgresDatabase, type RunningCloud, startCloud } from '../../support/cloud.ts'
import { addColleague, Laptop, type Person, request, signUp } from '../../support/laptop.ts'

async function startProcess(databaseUrl: string) {
  const child = startChild('cloud/main.ts', ['--port', '0'], { DATABASE_URL: databaseUrl, LOG_LEVEL: 'error' })
  onTestFinished(() => child.end('SIGKILL'))
  return [child, await cloudAddress(child)] as const
}

/** What passes by itself: connections that break, and locks that don't come. */
describe('passing faults', () => {
  let databaseUrl: string
  let cloud: RunningCloud
  let saboteur: pg.Client
  /** In a transaction one sees the connections as they were at first: so who holds locks can't be who cuts. */
  let holder: pg.Client
  let person: Person

  beforeAll(async () => {
    databaseUrl = await newPostgresDatabase()
    cloud = await startCloud(await openPostgres(databaseUrl))
    saboteur = new pg.Client(databaseUrl)
    holder = new pg.Client(databaseUrl)
    await Promise.all([saboteur.connect(), holder.connect()])
    person = await signUp(cloud)
  })
  afterAll(async () => {
    await Promise.all([saboteur.end(), holder.end()])
    await cloud.close()
  })

  const cut = async (which: string) => {
    const { rowCount } = await saboteur.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid() and ${which}`,
    )
    return rowCount ?? 0
  }
  const command = (seq: number) => {
    const args = { eventId: randomUUID(), name: 'Kept', date: '2026-06-06' }
    return { seq, id: randomUUID(), type: 'createEvent', args }
  }
  const holdCounter = async () => {
    await holder.query('begin')
    await holder.query('select * from counter where organisation_id = $1 for update', [person.organisation.id])
  }

  it('[F5] a connection that breaks in the middle of a command costs nothing: it is decided once, a little later', async () => {
    const laptop = new Laptop(cloud, person)
    await laptop.send([])
    await holdCounter()
    const sent = laptop.send([command(1)])
    await vi.waitFor(async () => expect(await cut(`wait_event_type = 'Lock'`)).toBe(1), { timeout: 30_000 })
    await holder.query('commit')
    expect((await sent).text).toContain('accepted')
    await laptop.sync()
    expect([...laptop.records.all('event')]).toHaveLength(1)
  })

  it('[F5] where it doesn’t pass, the answer is 503, nothing is decided, and the number isn’t used up', async () => {
    const laptop = new Laptop(cloud, person)
    await laptop.send([])
    await holdCounter()
    const commands = [command(1)]
    const state = { answered: false }
    const sent = laptop.send(commands).finally(() => {
      state.answered = true
    })
    await vi.waitFor(
      async () => {
        await cut(`wait_event_type = 'Lock'`)
        expect(state.answered).toBe(true)
      },
      { timeout: 30_000, interval: 10 },
    )
    const answer = await sent
    expect([answer.status, answer.code]).toEqual([503, 'INTERNAL'])
    await holder.query('commit')
    const again = await laptop.send(commands)
    expect([again.status, again.text.includes('accepted')]).toEqual([200, true])
  })

  it('[F5] a process that stands still in the middle of a command keeps nobody waiting, and does it when it goes on', async () => {
    const [frozen, url = ''] = await startProcess(databaseUrl)
    const [slow, quick] = [new Laptop({ url } as never, person), new Laptop(cloud, person)]
    await slow.send([])
    await quick.sync()
    await quick.send([])
    const events = () => [...quick.records.all('event')].length
    const before = events()
    await holdCounter()
    const sent = slow.send([command(1)])
    const waits = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    await vi.waitFor(async () => expect((await saboteur.query(waits)).rowCount).toBe(1), { timeout: 30_000 })
    frozen.process.kill('SIGSTOP')
    // Now it is its turn, which it doesn't notice.
    await holder.query('commit')
    expect((await quick.send([command(1)])).text).toContain('accepted')
    frozen.process.kill('SIGCONT')
    expect((await sent).text).toContain('accepted')
    await quick.sync()
    expect(events()).toBe(before + 2)
    await frozen.end()
  })

  const enrolNew = async (token: string) => {
    const body = { installationId: randomUUID(), name: 'New laptop' }
    const answer = request(cloud, 'POST', '/v1/installations', { token, body })
    const waits = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    await vi.waitFor(async () => expect((await saboteur.query(waits)).rowCount).toBe(1), { timeout: 30_000 })
    return { id: body.installationId, answer }
  }

  it('[G4] a new laptop that waits for its turn holds up nobody who has it, as a new partner code needs the organisation', async () => {
    await holdCounter()
    const { answer } = await enrolNew(person.token)
    await holder.query(`set local lock_timeout = '300ms'`)
    await holder.query(`update organisation set sharing_code = 'new' where id = $1`, [person.organisation.id])
    await holder.query('rollback')
    expect((await answer).status).toBe(200)
  })

  it('[O10] a laptop that comes while its member is removed isn’t enrolled', async () => {
    const colleague = await addColleague(cloud, person, TIMER)
    await holdCounter()
    const { id, answer } = await enrolNew(colleague.token)
    await holder.query('update member set removed_at = now() where id = $1', [colleague.member.id])
    await holder.query('commit')
    expect((await answer).code).toBe('MEMBER_REMOVED')
    expect((await saboteur.query('select 1 from installation where id = $1', [id])).rowCount).toBe(0)
  })

  it('the database going away for a moment ends no stream, and nobody stays asleep', async () => {
    const leaving = new AbortController()
    const response = await fetch(`${cloud.url}/v1/stream`, {
      headers: { authorization: `Bearer ${person.token}` },
      signal: leaving.signal,
    })
    const state = { pokes: 0 }
    const parser = createParser({
      onEvent: ({ event }) => {
        if (event === 'poke') state.pokes += 1
      },
    })
    const follow = async () => {
      for await (const chunk of response.body ?? []) parser.feed(new TextDecoder().decode(chunk))
    }
    void follow().catch(() => undefined)
    await vi.waitFor(() => expect(state.pokes).toBe(1), { timeout: 30_000 })
    expect(await cut(`application_name = 'trackside'`)).toBeGreaterThan(0)
    // Listening again pokes once, since something may have been missed; and what comes later is heard again.
    await vi.waitFor(() => expect(state.pokes).toBe(2), { timeout: 30_000 })
    expect((await request(cloud, 'GET', '/readyz')).status).toBe(200)
    await new Laptop(cloud, person).registerBox('AFTER')
    await vi.waitFor(() => expect(state.pokes).toBeGreaterThan(2), { timeout: 30_000 })
    leaving.abort()
  })
})
