import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MAX_PASSINGS_BYTES, storedPassingsSchema } from '../../../shared/passings-api.ts'
import { DATABASES, openDatabase, type RunningCloud, startCloud } from '../../support/cloud.ts'
import { boundBox, Device, expectGone, sentPassing } from '../../support/device-calls.ts'
import { Laptop, signUp } from '../../support/laptop.ts'

const UNKNOWN_TOKEN = 'ab'.repeat(32)
const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

describe.each(DATABASES)('passings of devices, on %s', (kind) => {
  let cloud: RunningCloud
  let owner: Laptop
  let recipient: Laptop
  let owners: Device
  let recipients: Device

  beforeAll(async () => {
    cloud = await startCloud(await openDatabase(kind))
    owner = new Laptop(cloud, await signUp(cloud))
    recipient = new Laptop(cloud, await signUp(cloud))
    owners = await Device.of(cloud, owner)
    recipients = await Device.of(cloud, recipient)
  })
  afterAll(() => cloud.close())

  /** So long before the cloud's now. */
  const ago = (ms: number) => new Date(Date.parse(cloud.clock.now()) - ms).toISOString()
  const stored = (boxId: string) =>
    cloud.database.db
      .selectFrom('passing')
      .select(['at', 'number', 'chip', 'bib', 'latitude', 'longitude', 'extra'])
      .select(['organisationId', 'sessionId', 'countedAt', 'countedBy', 'receivedAt'])
      .where((eb) => eb(eb.cast<string>('boxId', 'text'), '=', boxId))
      .orderBy('seq')
      .execute()
  /** A box with a run on it that began an hour ago. */
  const running = async () => {
    const box = await boundBox(owner, owners)
    const token = await owners.started(box.deviceId)
    await cloud.advance(60 * MINUTE_MS)
    return { ...box, token }
  }
  /** As `running`, the run having ended 30 minutes ago. */
  const over = async () => {
    const box = await boundBox(owner, owners)
    const sessionId = randomUUID()
    await owner.accepted('startSession', { sessionId, boxId: box.boxId })
    const { token_session: token } = await owners.running(box.deviceId)
    await cloud.advance(60 * MINUTE_MS)
    await owner.accepted('stopSession', { sessionId })
    await cloud.advance(30 * MINUTE_MS)
    return { ...box, sessionId, token }
  }
  /** A box in the recipient's hands with its run on it, after one of the owner's. */
  const lent = async () => {
    const box = await boundBox(owner, owners)
    const before = await owners.started(box.deviceId)
    await cloud.advance(30 * MINUTE_MS)
    const loan = await owner.lend(box.boxId, { releaseFromEvent: true })
    await recipient.accepted('acceptShareToken', { token: loan.token })
    await cloud.advance(30 * MINUTE_MS)
    const during = await recipients.started(box.deviceId)
    await cloud.advance(30 * MINUTE_MS)
    return { ...box, loanId: loan.loanId, before, during, own: await Device.of(cloud, owner, 'WRITE', box.boxId) }
  }

  it('[R6] stores every documented field, and keeps those that it doesn’t know', async () => {
    const { boxId, token } = await running()
    const more = { status: 'OK', participant_id: 'p-7', timezone: 'Europe/Madrid', gender: 'F', lap: { of: [1, 2] } }
    const [first, second, third] = [ago(3000), ago(2000), ago(1000)]
    const counts = await owners.posted(token, [
      { bib: '101', num_passing: 1, timestamp: first, latitude: 37.1, longitude: -4.5, chips: ['E2A', 'E2B'], ...more },
      { bib: '102', num_passing: 2, timestamp: second, chips: 'E2C', latitude: null, status: null },
      { bib: 103, num_passing: 3, timestamp: third, chips: [''] },
      { bib: '', num_passing: 4, timestamp: third, chips: ['E2D'] },
    ])
    expect(counts).toEqual({ inserted_count: 4 })
    const rows = await stored(boxId)
    expect(rows.map(({ at, number, chip, bib }) => [at, number, chip, bib])).toEqual([
      [first, 1, 'E2A', '101'],
      [second, 2, 'E2C', '102'],
      [third, 3, '103', null],
      [third, 4, 'E2D', null],
    ])
    expect(rows[0]).toMatchObject({ latitude: 37.1, longitude: -4.5, organisationId: owner.organisationId })
    expect(rows[0]).toMatchObject({ countedAt: first, countedBy: 'stamp' })
    expect(JSON.parse(rows[0]?.extra ?? '')).toEqual({ ...more, chips: ['E2B'] })
    expect(rows.slice(1).map(({ latitude, extra }) => [latitude, extra])).toEqual(Array(3).fill([null, null]))
  })

  it('[R3] a passing that comes twice, by one way or by two, is stored once', async () => {
    const { boxId, deviceId, token } = await running()
    const at = ago(1000)
    const [one, two] = [sentPassing(1, at, { chips: ['E1'] }), sentPassing(2, at, { chips: ['E2'] })]
    expect(await owners.posted(token, [one, one])).toEqual({ inserted_count: 1 })
    expect(await owners.posted(token, [one, two])).toEqual({ inserted_count: 1 })
    // Another of these four makes it another one.
    const others = [
      { ...one, num_passing: 3 },
      { ...one, chips: ['E3'] },
      { ...one, timestamp: ago(2000) },
    ]
    expect(await owners.posted(token, others)).toEqual({ inserted_count: 3 })

    await owner.sync()
    const [run] = owner.records.where('session', 'boxId', boxId)
    const upload = await owner.ask('POST', '/v1/passings', {
      ...{ boxId, sessionId: run?.id },
      passings: [
        { at, number: 1, chip: 'E1', antenna: 2, rssi: -60 },
        { at, number: 4, chip: 'E4', antenna: 2 },
      ],
    })
    expect(storedPassingsSchema.parse(upload.json())).toEqual({ stored: 1, known: 1, setAside: 0 })
    expect(await owners.posted(token, [sentPassing(4, at, { chips: 'E4' })])).toEqual({ inserted_count: 0 })
    expect(await stored(boxId)).toHaveLength(6)
    expect((await owners.running(deviceId)).passings).toBe(6)
  })

  it('[R3] the same ones from many at once are counted once', async () => {
    const { boxId, token } = await running()
    const list = Array.from({ length: 50 }, (_, index) => sentPassing(index, ago(1000 + index)))
    const stamped = list.map((passing) => ({ ...passing }))
    const counts = await Promise.all(Array.from({ length: 6 }, () => owners.posted(token, stamped)))
    expect(counts.reduce((sum, { inserted_count }) => sum + inserted_count, 0)).toBe(50)
    expect(await stored(boxId)).toHaveLength(50)
  })

  it('[R6] [L10] a run that is over takes what is of its time, and only others get the error', async () => {
    const { boxId, token, sessionId } = await over()
    const [within, after, before] = [
      sentPassing(1, ago(40 * MINUTE_MS)),
      sentPassing(2, ago(20 * MINUTE_MS)),
      sentPassing(3, ago(95 * MINUTE_MS)),
    ]
    expectGone(await owners.post(token, [after]))
    expectGone(await owners.post(token, [before]))
    expectGone(await owners.post(token, []))
    expect(await owners.posted(token, [before, within, after])).toEqual({ inserted_count: 1, refused_count: 2 })
    expect(await owners.posted(token, [within])).toEqual({ inserted_count: 0 })
    expect(await stored(boxId)).toMatchObject([{ number: 1, sessionId, organisationId: owner.organisationId }])
    const own = await Device.of(cloud, owner, 'WRITE', boxId)
    expectGone(await own.post(token, [after]))
    expect(await own.posted(token, [sentPassing(4, ago(35 * MINUTE_MS)), after])).toEqual({
      inserted_count: 1,
      refused_count: 1,
    })
  })

  it('[R6] its first moment is of the run’s time, its last one isn’t', async () => {
    const { boxId, token, sessionId } = await over()
    await owner.sync()
    const run = owner.records.get('session', sessionId)
    const [start, stop] = [run?.startedAt ?? '', run?.stoppedAt ?? '']
    expect(await owners.posted(token, [sentPassing(1, start), sentPassing(2, stop)])).toEqual({
      inserted_count: 1,
      refused_count: 1,
    })
    expect(await stored(boxId)).toMatchObject([{ number: 1 }])
  })

  it('[O7] tokens that aren’t the key’s are as unknown as those that nobody has', async () => {
    const { boxId, token } = await running()
    const other = await running()
    const own = await Device.of(cloud, owner, 'WRITE', boxId)
    const list = [sentPassing(1, ago(1000))]
    for (const unknown of [UNKNOWN_TOKEN, token.toUpperCase(), '', 'x', 'a\u0000b']) {
      expectGone(await owners.post(unknown, list))
      expectGone(await own.post(unknown, list))
    }
    expectGone(await recipients.post(token, list))
    expectGone(await own.post(other.token, list))
    expect(await stored(other.boxId)).toEqual([])
    expect(await own.posted(token, list)).toEqual({ inserted_count: 1 })
  })

  it('[R6] posting needs a key that may write', async () => {
    const { boxId, token } = await running()
    for (const onlyOf of [undefined, boxId]) {
      const reader = await Device.of(cloud, owner, 'READ', onlyOf)
      const answer = await reader.post(token, [sentPassing(1, ago(1000))])
      expect([answer.status, answer.code]).toEqual([403, 'FORBIDDEN'])
    }
    const nobody = new Device(cloud, 'x'.repeat(43))
    expect((await nobody.post(token, [])).code).toBe('SIGNED_OUT')
    expect(await stored(boxId)).toEqual([])
  })

  it('[L10] while a box is lent its owner’s keys send nothing of it, and what the box itself sends is the holder’s', async () => {
    const { boxId, during, own } = await lent()
    expectGone(await owners.post(during, [sentPassing(1, ago(1000))]))
    expect(await own.posted(during, [sentPassing(2, ago(1000))])).toEqual({ inserted_count: 1 })
    expect(await recipients.posted(during, [sentPassing(3, ago(1000))])).toEqual({ inserted_count: 1 })
    const rows = await stored(boxId)
    expect(rows.map((row) => [row.number, row.organisationId])).toEqual([
      [2, recipient.organisationId],
      [3, recipient.organisationId],
    ])
  })

  it('[L10] nor is what an earlier run of the owner missed lost: it takes that while the box is lent', async () => {
    const { boxId, before } = await lent()
    expect(await owners.posted(before, [sentPassing(1, ago(75 * MINUTE_MS))])).toEqual({ inserted_count: 1 })
    expectGone(await owners.post(before, [sentPassing(2, ago(45 * MINUTE_MS)), sentPassing(3, ago(1000))]))
    expect(await stored(boxId)).toMatchObject([{ number: 1, organisationId: owner.organisationId }])
  })

  it('[L10] what comes late from the box itself is whose it was at its time; a borrower’s key sends only its own', async () => {
    const { boxId, during, own } = await lent()
    const ownersTime = ago(75 * MINUTE_MS)
    const beforeTheRun = ago(45 * MINUTE_MS)
    const list = [sentPassing(1, ownersTime), sentPassing(2, beforeTheRun), sentPassing(3, ago(1000))]
    expect(await recipients.posted(during, list)).toEqual({ inserted_count: 2, refused_count: 1 })
    expect(await own.posted(during, list)).toEqual({ inserted_count: 1 })
    const rows = (await stored(boxId)).map((row) => [row.number, row.organisationId, row.sessionId !== null])
    expect(rows).toEqual([
      [2, recipient.organisationId, false],
      [3, recipient.organisationId, true],
      // The owner's run of then.
      [1, owner.organisationId, true],
    ])
  })

  it.each(['the end of its time', 'a revocation'])(
    '[L10] after a loan’s end by %s, its run takes what is of its time late, by the borrower’s keys and the box’s',
    async (end) => {
      const { boxId, loanId, deviceId, before, during, own } = await lent()
      const [first, second] = [sentPassing(1, ago(2000)), sentPassing(2, ago(1000))]
      if (end === 'a revocation') await owner.accepted('revokeShare', { loanId })
      else await cloud.advance(DAY_MS)
      await cloud.advance(30 * MINUTE_MS)
      expect((await recipients.list(deviceId)).code).toBe('NOT_FOUND')
      expect(await recipients.posted(during, [first])).toEqual({ inserted_count: 1 })
      const late = sentPassing(3, ago(1000))
      expect(await own.posted(during, [second, late])).toEqual({ inserted_count: 1, refused_count: 1 })
      for (const device of [recipients, own]) expectGone(await device.post(during, [late]))
      expectGone(await owners.post(during, [first]))
      expectGone(await recipients.post(before, [first]))
      const rows = await stored(boxId)
      expect(rows.map((row) => [row.number, row.organisationId])).toEqual([
        [1, recipient.organisationId],
        [2, recipient.organisationId],
      ])
      expect(rows.every(({ sessionId }) => sessionId !== null)).toBe(true)
    },
  )

  it('[L10] the offset measured last corrects the stamp, also where it decides what is of a run’s time', async () => {
    const { boxId, token, sessionId } = await over()
    const aheadMs = 25 * MINUTE_MS
    const measured = await owner.ask('POST', '/v1/passings', { boxId, clockOffsetMs: aheadMs, passings: [] })
    expect(measured.status).toBe(200)
    // By its own clock after the end; truly 15 minutes before it.
    const at = ago(45 * MINUTE_MS - aheadMs)
    expect(await owners.posted(token, [sentPassing(1, at)])).toEqual({ inserted_count: 1 })
    const countedAt = new Date(Date.parse(at) - aheadMs).toISOString()
    expect(await stored(boxId)).toMatchObject([{ at, countedAt, countedBy: 'stamp', sessionId }])
  })

  it.each(['1970-01-01T00:01:01.500Z', '2099-01-01T00:00:00.000Z'])(
    '[L10] a stamp of %s counts by when it was received, and is kept as it was',
    async (at) => {
      const { boxId, token } = await running()
      expect(await owners.posted(token, [sentPassing(1, at)])).toEqual({ inserted_count: 1 })
      const [row] = await stored(boxId)
      expect(row).toMatchObject({ at, countedBy: 'received', countedAt: row?.receivedAt })
      const closed = await over()
      expectGone(await owners.post(closed.token, [sentPassing(1, at)]))
    },
  )

  it('[R6] what can’t be read is counted and named, and doesn’t cost its neighbours', async () => {
    const { boxId, token } = await running()
    const good = sentPassing(1, ago(1000))
    const bad: readonly (readonly [unknown, string])[] = [
      ['text', ''],
      [null, ''],
      [{ ...good, num_passing: -1 }, 'num_passing'],
      [{ ...good, num_passing: 'one' }, 'num_passing'],
      [{ num_passing: 1, timestamp: good.timestamp }, 'bib'],
      [{ ...good, bib: ' ' }, 'bib'],
      [{ ...good, bib: 'x'.repeat(101) }, 'bib'],
      [{ ...good, bib: 'a\u0000b' }, 'bib'],
      [{ ...good, timestamp: 'noon' }, 'timestamp'],
      [{ ...good, timestamp: '0000-01-01T00:00:00.000Z' }, 'timestamp'],
      [{ ...good, latitude: 91 }, 'latitude'],
      [{ ...good, chips: { a: 1 } }, 'chips'],
      [{ ...good, chips: ['x'.repeat(1000)] }, 'chips'],
      [{ ...good, note: 'x'.repeat(3000) }, ''],
    ]
    const list = bad.map(([passing]) => passing)
    const refused = (offset: number) =>
      bad.map(([, field], index) => `body.passings_list.${index + offset}${field === '' ? '' : `.${field}`}`)
    const all = await owners.post(token, list)
    expect([all.status, all.code]).toEqual([400, 'MALFORMED'])
    const { error } = all.json() as { error: { details: { fields: { field: string; problem: string }[] } } }
    expect(error.details.fields.map(({ field }) => field)).toEqual(refused(0))
    expect(await stored(boxId)).toEqual([])

    const counts = await owners.posted(token, [good, ...list, { ...good, num_passing: 2 }])
    expect(counts).toMatchObject({ inserted_count: 2, refused_count: bad.length })
    expect(counts.refused?.map(({ field }) => field)).toEqual(refused(1))
    expect((await stored(boxId)).map(({ number }) => number)).toEqual([1, 2])
  })

  it.each([
    [undefined, 'body'],
    ['text', 'body'],
    [{ passings_list: [] }, 'body.token_session'],
    [{ token_session: 7, passings_list: [] }, 'body.token_session'],
    [{ token_session: UNKNOWN_TOKEN }, 'body.passings_list'],
    [{ token_session: UNKNOWN_TOKEN, passings_list: {} }, 'body.passings_list'],
  ])('[R6] answers MALFORMED to the call with %j', async (body, field) => {
    const answer = await owners.call('POST', '/v0/passings', body ?? null)
    expect([answer.status, answer.code]).toEqual([400, 'MALFORMED'])
    expect(answer.json()).toMatchObject({ error: { details: { fields: [{ field }] } } })
  })

  it('[R6] takes 5,000 at once, and answers TOO_LARGE to more', async () => {
    const { deviceId, token } = await running()
    const at = Date.parse(cloud.clock.now())
    const list = Array.from({ length: 5001 }, (_, index) =>
      sentPassing(index, new Date(at - index).toISOString(), { chips: [`3034257BF7194E40${index}`], status: 'OK' }),
    )
    const tooMany = await owners.post(token, list)
    expect([tooMany.status, tooMany.code]).toEqual([413, 'TOO_LARGE'])
    expect(await owners.posted(token, list.slice(1))).toEqual({ inserted_count: 5000 })
    expect((await owners.running(deviceId)).passings).toBe(5000)
    const heavy = await owners.post(token, [sentPassing(1, ago(1), { note: 'x'.repeat(MAX_PASSINGS_BYTES) })])
    expect([heavy.status, heavy.code]).toEqual([413, 'TOO_LARGE'])
  })

  it('[R6] whatever is sent is stored or refused, and counted', async () => {
    const { boxId, token } = await running()
    const text = fc.string({ unit: 'binary', maxLength: 120 })
    const odd = fc.oneof(
      text,
      fc.integer(),
      fc.double(),
      fc.boolean(),
      fc.constant(null),
      fc.jsonValue({ maxDepth: 3 }),
    )
    const passing = fc.record(
      {
        bib: fc.oneof(text, odd),
        num_passing: fc.oneof(fc.nat(), fc.maxSafeInteger(), odd),
        timestamp: fc.oneof(
          fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
          odd,
        ),
        latitude: fc.oneof(fc.double({ min: -90, max: 90 }), odd),
        longitude: odd,
        chips: fc.oneof(fc.array(text, { maxLength: 3 }), odd),
        status: odd,
        participant_id: odd,
        other: odd,
      },
      { requiredKeys: ['bib', 'num_passing', 'timestamp'] },
    )
    await fc.assert(
      fc.asyncProperty(fc.array(passing, { maxLength: 20 }), async (list) => {
        const before = (await stored(boxId)).length
        const answer = await owners.post(token, list)
        expect([200, 400], answer.text).toContain(answer.status)
        const { inserted_count = 0 } = answer.json() as { inserted_count?: number }
        expect((await stored(boxId)).length - before).toBe(inserted_count)
      }),
      { numRuns: 60 },
    )
    await fc.assert(
      fc.asyncProperty(odd, odd, async (tokenOrOdd, list) => {
        const answer = await owners.call('POST', '/v0/passings', { token_session: tokenOrOdd, passings_list: list })
        expect([400, 404, 413], answer.text).toContain(answer.status)
        const started = await owners.call('POST', '/v0/sessions', { deviceid: tokenOrOdd, alias: list })
        expect([400, 404], started.text).toContain(started.status)
      }),
      { numRuns: 60 },
    )
  })
})
