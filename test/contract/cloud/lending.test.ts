import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { timePlus } from '../../../shared/records/scalars.ts'
import { custodyOf } from '../../../shared/rules/custody.ts'
import { DATABASES, openDatabase, type RunningCloud, startCloud } from '../../support/cloud.ts'
import { Laptop, lentBox, newToken, signUp } from '../../support/laptop.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

describe.each(DATABASES)('lending, on %s', (kind) => {
  let cloud: RunningCloud
  let owner: Laptop
  let recipient: Laptop
  let third: Laptop

  beforeAll(async () => {
    cloud = await startCloud(await openDatabase(kind))
    owner = new Laptop(cloud, await signUp(cloud))
    recipient = new Laptop(cloud, await signUp(cloud))
    third = new Laptop(cloud, await signUp(cloud))
  })
  afterAll(() => cloud.close())

  it.each([
    ['1d', 1],
    ['1w', 7],
    ['15d', 15],
  ] as const)(
    '[L1] [L4] a validity of %s ends so many days after the creation, known from the start',
    async (validity, days) => {
      const boxId = await owner.registerBox(`L1-${validity}`)
      const { loanId } = await owner.lend(boxId, { validity })
      await owner.sync()
      const loan = owner.records.get('loan', loanId)
      expect(Date.parse(loan?.endsAt ?? '') - Date.parse(loan?.createdAt ?? '')).toBe(days * DAY_MS)
    },
  )

  it('[L2] reserves the box from that moment on: its owner can neither use nor assign it', async () => {
    const boxId = await owner.registerBox('L2A')
    const { eventId } = await owner.createEvent()
    await owner.lend(boxId)
    await owner.sync()
    expect(owner.records.get('box', boxId)).toMatchObject({ holderId: null })
    expect(await owner.refused('assignBox', { boxId, eventId })).toMatchObject({
      code: 'BOX_RESERVED',
      details: { serial: 'L2A', endsAt: expect.any(String) },
    })
    const run = await owner.refused('startSession', { sessionId: randomUUID(), boxId })
    expect(run.code).toBe('BOX_RESERVED')
  })

  it('[L2] refuses while the box is in use, naming the event, unless the person takes it off', async () => {
    const boxId = await owner.registerBox('L2B')
    const { eventId, startId } = await owner.createEvent('Vuelta')
    await owner.accepted('assignBox', { boxId, eventId, checkpointIds: [startId] })
    const sessionId = randomUUID()
    await owner.accepted('startSession', { sessionId, boxId })
    const loan = { loanId: randomUUID(), boxId, validity: '1d', tokenHash: newToken().hash } as const
    expect(await owner.refused('createShareToken', loan)).toEqual({
      code: 'BOX_IN_USE',
      details: { eventId, eventName: 'Vuelta', sessionRunning: true },
    })
    await owner.accepted('createShareToken', { ...loan, releaseFromEvent: true })
    await owner.sync()
    expect(owner.records.get('assignment', boxId)).toBeUndefined()
    expect(owner.records.get('session', sessionId)).toMatchObject({ stopReason: 'box-lent' })
  })

  it('[L3] keeps only the hash of a token, and takes it however it is typed', async () => {
    const boxId = await owner.registerBox('L3')
    const { token } = await owner.lend(boxId)
    const typed = token.toLowerCase().replaceAll(' ', '-').replaceAll('0', 'o').replaceAll('1', 'l')
    await recipient.accepted('acceptShareToken', { token: typed })
    const rows = await cloud.database.db.selectFrom('command').select('outcome').execute()
    const loans = await cloud.database.db.selectFrom('loan').selectAll().execute()
    const feed = await cloud.database.db.selectFrom('feed').selectAll().execute()
    const everything = JSON.stringify([rows, loans, feed])
    expect(everything).not.toContain(token)
    expect(everything).not.toContain(token.replaceAll(' ', ''))
  })

  describe('[L5] refuses a token', () => {
    it('[L5] that is malformed, before anything else', async () => {
      const outcome = await recipient.refused('acceptShareToken', { token: '7K3M 9QXW 2HDT 4FBG' })
      expect(outcome.code).toBe('TOKEN_MALFORMED')
    })

    it('[L5] that no loan has', async () => {
      expect(await recipient.refused('acceptShareToken', { token: newToken().typed })).toEqual({
        code: 'TOKEN_UNKNOWN',
      })
    })

    it('[L5] of its own, even one that is addressed to another, taken and over', async () => {
      const boxId = await owner.registerBox('L5-OWN')
      const { token, loanId } = await owner.lend(boxId, { recipientId: recipient.organisationId })
      await recipient.accepted('acceptShareToken', { token })
      await owner.accepted('revokeShare', { loanId })
      expect((await owner.refused('acceptShareToken', { token })).code).toBe('TOKEN_OWN')
    })

    it('[L5] [L15] addressed to another, even when that one has taken it', async () => {
      const boxId = await owner.registerBox('L5-NFY')
      const { token } = await owner.lend(boxId, { recipientId: recipient.organisationId })
      expect(await third.refused('acceptShareToken', { token })).toEqual({ code: 'TOKEN_NOT_FOR_YOU' })
      await recipient.accepted('acceptShareToken', { token })
      expect(await third.refused('acceptShareToken', { token })).toEqual({ code: 'TOKEN_NOT_FOR_YOU' })
    })

    it('[L5] that was taken, even when its loan was revoked since; whom it went to is not told', async () => {
      const { token, loanId } = await lentBox(owner, recipient)
      expect(await third.refused('acceptShareToken', { token })).toEqual({
        code: 'TOKEN_USED',
        details: { byYou: false },
      })
      await owner.accepted('revokeShare', { loanId })
      expect((await third.refused('acceptShareToken', { token })).code).toBe('TOKEN_USED')
      expect((await recipient.refused('acceptShareToken', { token })).details).toEqual({ byYou: true })
    })

    it('[L5] that was revoked', async () => {
      const { token, loanId } = await owner.lend(await owner.registerBox('L5-REV'))
      await owner.accepted('revokeShare', { loanId })
      expect(await recipient.refused('acceptShareToken', { token })).toEqual({ code: 'TOKEN_REVOKED' })
    })

    it('[L5] [L4] that expired, before it looks at the plan', async () => {
      const full = new Laptop(cloud, await signUp(cloud, 'FREE'))
      await full.registerBox('FULL1')
      await full.registerBox('FULL2')
      const { token } = await owner.lend(await owner.registerBox('L5-EXP'))
      expect((await full.refused('acceptShareToken', { token })).code).toBe('PLAN_LIMIT')
      await cloud.advance(DAY_MS)
      expect((await full.refused('acceptShareToken', { token })).code).toBe('TOKEN_EXPIRED')
    })
  })

  it('[L6] [O1] blocks at the plan’s limit with the numbers and what fills them; the token stays good for later', async () => {
    const free = new Laptop(cloud, await signUp(cloud, 'FREE'))
    const ownBoxId = await free.registerBox('L6-OWN')
    const { token, boxId, loanId } = await lentBox(owner, free, 'L6-FIRST')
    await free.sync()
    expect(token).toBeDefined()
    const second = await owner.lend(await owner.registerBox('L6-SECOND'))
    const refusal = await free.refused('acceptShareToken', { token: second.token })
    expect(refusal.code).toBe('PLAN_LIMIT')
    expect(refusal.details).toMatchObject({ plan: 'FREE', allowance: 2, used: 2, wanted: 1 })
    expect(refusal.details?.['boxes']).toEqual(
      expect.arrayContaining([
        { id: ownBoxId, serial: 'L6-OWN', borrowed: false },
        { id: boxId, serial: 'L6-FIRST', borrowed: true },
      ]),
    )
    expect((await free.refused('registerBox', { boxId: randomUUID(), serial: 'L6-X' })).code).toBe('PLAN_LIMIT')
    expect(await free.sync()).toEqual([])
    await free.accepted('returnBox', { loanId })
    await free.accepted('acceptShareToken', { token: second.token })
  })

  it('[L6] counts a borrowed box no more from the moment its loan is over, and a retired one not at all', async () => {
    const free = new Laptop(cloud, await signUp(cloud, 'FREE'))
    const retiredId = await free.registerBox('L6-RETIRED')
    await lentBox(owner, free)
    await free.accepted('retireBox', { boxId: retiredId })
    await free.registerBox('L6-A')
    expect((await free.refused('registerBox', { boxId: randomUUID(), serial: 'L6-B' })).code).toBe('PLAN_LIMIT')
    // Without the job: the command itself must find that the time is over.
    cloud.clock.advance(DAY_MS)
    await free.registerBox('L6-B')
  })

  it('[L7] the borrowed box works as a normal one: event, checkpoint, timing run', async () => {
    const { boxId } = await lentBox(owner, recipient)
    const { eventId, startId } = await recipient.createEvent()
    await recipient.accepted('assignBox', { boxId, eventId, checkpointIds: [startId], backup: true })
    const sessionId = randomUUID()
    await recipient.accepted('startSession', { sessionId, boxId })
    await recipient.sync()
    expect(recipient.records.get('assignment', boxId)).toMatchObject({
      eventId,
      checkpointIds: [startId],
      backup: true,
    })
    expect(recipient.records.get('session', sessionId)).toMatchObject({ eventId, checkpointIds: [startId] })
    await recipient.accepted('stopSession', { sessionId })
  })

  it('[L8] while it is lent the owner may note and rename, and every use is refused, to whom and until when', async () => {
    const { boxId, serial, loanId } = await lentBox(owner, recipient)
    const { eventId } = await owner.createEvent()
    await owner.sync()
    const endsAt = owner.records.get('loan', loanId)?.endsAt
    const lent = {
      code: 'BOX_LENT',
      details: {
        serial,
        loanId,
        endsAt,
        organisationId: recipient.organisationId,
        organisationName: recipient.person.organisation.name,
      },
    }
    expect(await owner.refused('assignBox', { boxId, eventId })).toEqual(lent)
    expect(await owner.refused('startSession', { sessionId: randomUUID(), boxId })).toEqual(lent)
    expect(await owner.refused('retireBox', { boxId })).toEqual(lent)
    expect(await owner.refused('editBox', { boxId, outOfService: true })).toEqual(lent)
    const again = { loanId: randomUUID(), boxId, validity: '1d', tokenHash: newToken().hash } as const
    expect(await owner.refused('createShareToken', again)).toEqual(lent)
    await owner.accepted('editBox', { boxId, notes: 'the loose cable', alias: 'Blue' })
    await recipient.sync()
    expect(recipient.records.get('box', boxId)).toMatchObject({ alias: 'Blue' })
    expect(recipient.records.get('box', boxId)).not.toHaveProperty('notes')
  })

  const endings = {
    revoked: (loanId: string) => owner.accepted('revokeShare', { loanId }),
    returned: (loanId: string) => recipient.accepted('returnBox', { loanId }),
    expired: () => cloud.advance(DAY_MS),
  } as const

  it.each(Object.keys(endings) as (keyof typeof endings)[])(
    '[L9] a loan that is %s ends in one step: access, timing run, event; the owner has the box back',
    async (reason) => {
      const { boxId, loanId } = await lentBox(owner, recipient)
      const { eventId, startId } = await recipient.createEvent('Carrera')
      await recipient.accepted('assignBox', { boxId, eventId, checkpointIds: [startId] })
      const sessionId = randomUUID()
      await recipient.accepted('startSession', { sessionId, boxId })
      await owner.sync()
      await recipient.sync()
      expect(owner.records.get('assignment', boxId)).toEqual({
        id: boxId,
        boxId,
        organisationId: recipient.organisationId,
        checkpointIds: [],
        backup: false,
      })

      await endings[reason](loanId)

      const told = await recipient.sync()
      expect(told).toContainEqual({ kind: 'box', id: boxId, body: null })
      expect(told).toContainEqual({ kind: 'assignment', id: boxId, body: null })
      const loan = recipient.records.get('loan', loanId)
      expect(loan).toMatchObject({ endReason: reason })
      const session = recipient.records.get('session', sessionId)
      expect(session).toMatchObject({ stopReason: 'loan-ended', stoppedAt: loan?.endedAt })
      if (reason === 'expired') expect(loan?.endedAt).toBe(loan?.endsAt)
      await owner.sync()
      expect(owner.records.get('box', boxId)).toMatchObject({ holderId: owner.organisationId })
      expect(owner.records.get('assignment', boxId)).toBeUndefined()

      expect(await recipient.refused('startSession', { sessionId: randomUUID(), boxId })).toMatchObject({
        code: 'BOX_NOT_HELD',
        details: { endedAt: loan?.endedAt },
      })
      const own = await owner.createEvent()
      await owner.accepted('assignBox', { boxId, eventId: own.eventId })
      for (const side of [owner, recipient]) {
        expect((await side.refused(side === owner ? 'revokeShare' : 'returnBox', { loanId })).code).toBe('LOAN_ENDED')
      }
    },
  )

  it('[L9] a token that nobody took can be revoked, and the box is free again', async () => {
    const boxId = await owner.registerBox('L9-UNTAKEN')
    const { loanId } = await owner.lend(boxId)
    await owner.accepted('revokeShare', { loanId })
    await owner.sync()
    expect(owner.records.get('box', boxId)).toMatchObject({ holderId: owner.organisationId })
  })

  it('[L11] both sides’ feeds tell custody: reserved, lent and to whom, borrowed and from whom, until when', async () => {
    const boxId = await owner.registerBox('L11')
    const { token, loanId } = await owner.lend(boxId)
    await owner.sync()
    const custody = (side: Laptop) => {
      const box = side.records.get('box', boxId)
      return box && custodyOf(side.records, box, side.organisationId)
    }
    expect(custody(owner)).toMatchObject({ state: 'reserved', loan: { id: loanId } })
    await recipient.accepted('acceptShareToken', { token })
    await owner.sync()
    await recipient.sync()
    expect(custody(owner)).toMatchObject({ state: 'lent', loan: { recipientId: recipient.organisationId } })
    expect(owner.records.get('partner', recipient.organisationId)?.name).toBe(recipient.person.organisation.name)
    expect(custody(recipient)).toMatchObject({ state: 'borrowed', loan: { ownerId: owner.organisationId } })
    expect(recipient.records.get('partner', owner.organisationId)?.name).toBe(owner.person.organisation.name)
    expect(recipient.records.get('loan', loanId)).not.toHaveProperty('tokenHash')
  })

  it('[L12] only the owner lends', async () => {
    const { boxId, serial } = await lentBox(owner, recipient)
    const loan = { loanId: randomUUID(), boxId, validity: '1d', tokenHash: newToken().hash } as const
    expect(await recipient.refused('createShareToken', loan)).toEqual({ code: 'NOT_OWNER', details: { serial } })
    expect((await recipient.refused('editBox', { boxId, alias: 'mine' })).code).toBe('NOT_OWNER')
    expect((await recipient.refused('retireBox', { boxId })).code).toBe('NOT_OWNER')
  })

  it('[L13] the owner alone extends, as often as it likes, before the end', async () => {
    const { loanId } = await lentBox(owner, recipient)
    await recipient.sync()
    const endsAt = recipient.records.get('loan', loanId)?.endsAt ?? ''
    await owner.accepted('extendShare', { loanId, validity: '1d' })
    await owner.accepted('extendShare', { loanId, validity: '1w' })
    await recipient.sync()
    expect(recipient.records.get('loan', loanId)?.endsAt).toBe(timePlus(endsAt, 8 * DAY_MS))
    expect((await recipient.refused('extendShare', { loanId, validity: '1d' })).code).toBe('NOT_OWNER')
    await cloud.advance(7 * DAY_MS)
    await recipient.sync()
    expect(recipient.records.get('loan', loanId)).not.toHaveProperty('endedAt')
    await cloud.advance(2 * DAY_MS)
    expect((await owner.refused('extendShare', { loanId, validity: '1d' })).code).toBe('LOAN_ENDED')
  })

  it('[L13] [F6] an extension that was given in time goes on with the loan, though it comes after the end', async () => {
    const { loanId, boxId } = await lentBox(owner, recipient)
    const givenAt = cloud.clock.now()
    await cloud.advance(DAY_MS + 60_000)
    await recipient.sync()
    expect(recipient.records.get('box', boxId)).toBeUndefined()
    await owner.accepted('extendShare', { loanId, validity: '1d' }, { givenAt })
    await recipient.sync()
    expect(recipient.records.get('loan', loanId)).not.toHaveProperty('endedAt')
    expect(recipient.records.get('box', boxId)).toMatchObject({ holderId: recipient.organisationId })
    await owner.sync()
    expect(owner.records.get('loan', loanId)).not.toHaveProperty('endReason')
    await cloud.advance(DAY_MS)
    await recipient.sync()
    expect(recipient.records.get('loan', loanId)).toMatchObject({ endReason: 'expired' })
  })

  it('[L13] [L8] it doesn’t where the box has been used or lent since, or came back', async () => {
    const late = async (meanwhile: (boxId: string, loanId: string) => Promise<unknown>) => {
      const { loanId, boxId } = await lentBox(owner, recipient)
      const givenAt = cloud.clock.now()
      await cloud.advance(DAY_MS + 60_000)
      await meanwhile(boxId, loanId)
      return (await new Laptop(cloud, owner.person).give('extendShare', { loanId, validity: '1d' }, { givenAt })).code
    }
    expect(await late((boxId) => owner.lend(boxId))).toBe('LOAN_ENDED')
    expect(await late((boxId) => owner.accepted('startSession', { sessionId: randomUUID(), boxId }))).toBe('LOAN_ENDED')
    expect(await late((_, loanId) => owner.accepted('confirmReturn', { loanId }))).toBe('LOAN_ENDED')
    expect(
      await late(async (boxId) => {
        const { loanId } = await owner.lend(boxId)
        await owner.accepted('revokeShare', { loanId })
      }),
    ).toBe('LOAN_ENDED')
  })

  it('[L15] the addressee sees nothing before accepting; the owner has it among its partners at once', async () => {
    const stranger = new Laptop(cloud, await signUp(cloud))
    await stranger.sync()
    const boxId = await owner.registerBox('L15')
    const { token, loanId } = await owner.lend(boxId, { recipientId: stranger.organisationId, note: 'Saturday' })
    expect(await stranger.sync()).toEqual([])
    await owner.sync()
    expect(owner.records.get('partner', stranger.organisationId)).toMatchObject({
      number: stranger.person.organisation.number,
    })
    await stranger.accepted('acceptShareToken', { token })
    await stranger.sync()
    expect(stranger.records.get('loan', loanId)).toMatchObject({ note: 'Saturday' })
    const nobody = randomUUID()
    const loan = { loanId: randomUUID(), boxId: await owner.registerBox('L15B'), validity: '1d' } as const
    const asked = await owner.refused('createShareToken', { ...loan, tokenHash: newToken().hash, recipientId: nobody })
    expect(asked).toEqual({ code: 'NOT_FOUND', details: { organisationId: nobody } })
  })

  it('[L16] both sides see their own part of the history, the other side without its people, and keep it', async () => {
    const { boxId, loanId } = await lentBox(owner, recipient)
    await owner.accepted('extendShare', { loanId, validity: '1d' })
    await recipient.accepted('returnBox', { loanId })
    await owner.sync()
    await recipient.sync()
    const told = (side: Laptop) =>
      side.records
        .where('historyEntry', 'boxId', boxId)
        .map((entry) => [entry.what, entry.memberName, entry.installationName, entry.partnerId])
    const [ada, laptop] = ['Ada Admin', 'Laptop']
    expect(told(owner)).toEqual(
      expect.arrayContaining([
        ['registered', ada, laptop, undefined],
        ['lent', ada, laptop, undefined],
        ['accepted', null, null, recipient.organisationId],
        ['extended', ada, laptop, recipient.organisationId],
        ['returned', null, null, recipient.organisationId],
      ]),
    )
    expect(told(owner)).toHaveLength(5)
    expect(told(recipient)).toEqual(
      expect.arrayContaining([
        ['accepted', ada, laptop, owner.organisationId],
        ['extended', null, null, owner.organisationId],
        ['returned', ada, laptop, owner.organisationId],
      ]),
    )
    expect(told(recipient)).toHaveLength(3)
  })

  it('[L17] one code lends several boxes; those that ended are left out and named', async () => {
    const token = newToken()
    const boxIds = [
      await owner.registerBox('L17-A'),
      await owner.registerBox('L17-B'),
      await owner.registerBox('L17-C'),
    ]
    const loanIds: string[] = []
    for (const boxId of boxIds) {
      const loanId = randomUUID()
      loanIds.push(loanId)
      await owner.accepted('createShareToken', { loanId, boxId, validity: '1d', tokenHash: token.hash })
    }
    await owner.accepted('revokeShare', { loanId: loanIds[1] ?? '' })
    const outcome = await recipient.accepted('acceptShareToken', { token: token.typed })
    expect(outcome.details).toEqual({
      loanIds: expect.arrayContaining([loanIds[0], loanIds[2]]),
      leftOut: [{ serial: 'L17-B', code: 'TOKEN_REVOKED' }],
    })
    await recipient.sync()
    expect(boxIds.map((id) => recipient.records.get('box', id) !== undefined)).toEqual([true, false, true])
    const stolen = { loanId: randomUUID(), validity: '1d', tokenHash: token.hash } as const
    const boxId = await third.registerBox('L17-D')
    expect((await third.refused('createShareToken', { ...stolen, boxId })).code).toBe('COMMAND_INVALID')
  })

  it('[L18] after the loan the box counts as not back until the owner ticks it in', async () => {
    const { boxId, loanId } = await lentBox(owner, recipient)
    expect((await owner.refused('confirmReturn', { loanId })).code).toBe('BOX_LENT')
    await recipient.accepted('returnBox', { loanId })
    await owner.sync()
    const state = () => {
      const box = owner.records.get('box', boxId)
      return box && custodyOf(owner.records, box, owner.organisationId)?.state
    }
    expect(state()).toBe('over')
    expect((await recipient.refused('confirmReturn', { loanId })).code).toBe('NOT_OWNER')
    await owner.accepted('confirmReturn', { loanId })
    await owner.sync()
    expect(state()).toBe('ours')
    await recipient.sync()
    expect(recipient.records.get('loan', loanId)).not.toHaveProperty('backAt')
  })

  it('[O9] a contact person travels with the loan, and partners stay in the list after it', async () => {
    const lender = new Laptop(cloud, await signUp(cloud))
    await cloud.database.db
      .updateTable('organisation')
      .set({ contactName: 'Marta', contactPhone: '+34 600 000 101' })
      .where('id', '=', lender.organisationId)
      .execute()
    const { loanId } = await lentBox(lender, recipient)
    await lender.accepted('revokeShare', { loanId })
    await recipient.sync()
    expect(recipient.records.get('partner', lender.organisationId)).toMatchObject({
      contactName: 'Marta',
      contactPhone: '+34 600 000 101',
      since: expect.any(String),
    })
  })

  describe('race day', () => {
    it('[R1] a box serves one event at a time, at no, one or more checkpoints of it', async () => {
      const boxId = await owner.registerBox('R1')
      const first = await owner.createEvent('First')
      const second = await owner.createEvent('Second')
      await owner.accepted('assignBox', { boxId, eventId: first.eventId })
      await owner.accepted('assignBox', {
        boxId,
        eventId: first.eventId,
        checkpointIds: [first.startId, first.finishId],
      })
      const other = { boxId, eventId: second.eventId }
      expect(await owner.refused('assignBox', other)).toEqual({
        code: 'BOX_ASSIGNED',
        details: { eventId: first.eventId, eventName: 'First' },
      })
      const stranger = { ...other, eventId: first.eventId, checkpointIds: [second.startId] }
      expect((await owner.refused('assignBox', stranger)).code).toBe('NOT_FOUND')
      await owner.accepted('releaseBox', { boxId })
      expect((await owner.refused('releaseBox', { boxId })).code).toBe('BOX_NOT_ASSIGNED')
      await owner.accepted('assignBox', other)
    })

    it('[R1] a checkpoint, a race or an event that goes leaves no assignment to it', async () => {
      const boxId = await owner.registerBox('R1-GONE')
      const { eventId, raceId, startId, finishId } = await owner.createEvent()
      await owner.accepted('assignBox', { boxId, eventId, checkpointIds: [startId, finishId] })
      await owner.accepted('deleteCheckpoint', { checkpointId: startId })
      await owner.sync()
      expect(owner.records.get('assignment', boxId)).toMatchObject({ checkpointIds: [finishId] })
      await owner.accepted('deleteRace', { raceId })
      await owner.sync()
      expect(owner.records.get('assignment', boxId)).toMatchObject({ checkpointIds: [] })
      expect(owner.records.get('checkpoint', finishId)).toBeUndefined()
      const sessionId = randomUUID()
      await owner.accepted('startSession', { sessionId, boxId })
      await owner.accepted('archiveEvent', { eventId })
      await owner.sync()
      expect(owner.records.get('assignment', boxId)).toBeUndefined()
      expect(owner.records.get('session', sessionId)).toMatchObject({ stopReason: 'box-released' })
      expect((await owner.refused('assignBox', { boxId, eventId })).code).toBe('NOT_FOUND')
    })

    it('[R2] starting a timing run closes the previous one on that box', async () => {
      const boxId = await owner.registerBox('R2')
      const [first, second] = [randomUUID(), randomUUID()]
      await owner.accepted('startSession', { sessionId: first, boxId })
      await owner.accepted('startSession', { sessionId: second, boxId })
      await owner.sync()
      expect(owner.records.get('session', first)).toMatchObject({ stopReason: 'replaced' })
      expect((await owner.refused('stopSession', { sessionId: first })).code).toBe('SESSION_CLOSED')
      await owner.accepted('stopSession', { sessionId: second })
    })

    it('[R8] a race keeps its planned start and expected finish, in this order', async () => {
      const { raceId } = await owner.createEvent()
      const times = { plannedStart: '2026-06-06T08:00:00.000Z', expectedEnd: '2026-06-06T12:00:00+02:00' }
      await owner.accepted('editRace', { raceId, ...times })
      await owner.sync()
      expect(owner.records.get('race', raceId)).toMatchObject({ expectedEnd: '2026-06-06T10:00:00.000Z' })
      const turned = { raceId, expectedEnd: times.plannedStart }
      expect((await owner.refused('editRace', turned)).code).toBe('COMMAND_INVALID')
      await owner.accepted('editRace', { raceId, expectedEnd: null })
      await owner.sync()
      expect(owner.records.get('race', raceId)).not.toHaveProperty('expectedEnd')
    })
  })

  it('a serial is unique within its organisation, and free again once its box is retired', async () => {
    const boxId = await owner.registerBox('SERIAL')
    const again = { boxId: randomUUID(), serial: 'serial' }
    expect(await owner.refused('registerBox', again)).toMatchObject({
      code: 'COMMAND_INVALID',
      details: { fields: [{ field: 'serial', problem: 'taken' }] },
    })
    await third.registerBox('SERIAL')
    await owner.accepted('retireBox', { boxId })
    await owner.accepted('registerBox', again)
  })
})
