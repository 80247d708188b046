import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TestClock } from '../../../cloud/clock.ts'
import { READ_ONLY, TIMER } from '../../../shared/permissions.ts'
import { timePlus } from '../../../shared/records/scalars.ts'
import { custodyOf } from '../../../shared/rules/custody.ts'
import { DATABASES, openDatabase, type RunningCloud, startCloud } from '../../support/cloud.ts'
import { addColleague, Laptop, newToken, signUp } from '../../support/laptop.ts'
import { boxIn, colleagueOf, createGroup, share } from '../../support/sharing.ts'
import { type OwnBox, SigningLaptop } from '../../support/signing-laptop.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

describe.each(DATABASES)('tickets, on %s', (kind) => {
  let cloud: RunningCloud
  let owner: SigningLaptop
  let taker: SigningLaptop
  let third: SigningLaptop

  beforeAll(async () => {
    // Time stands still but for what a test lets pass, so that records can be compared whole.
    const clock = new TestClock(() => Date.parse('2026-06-06T08:00:00.000Z'))
    cloud = await startCloud(await openDatabase(kind), { clock })
    owner = await SigningLaptop.enrol(cloud, await signUp(cloud, 'UNLIMITED'))
    taker = await SigningLaptop.enrol(cloud, await signUp(cloud, 'UNLIMITED'))
    third = await SigningLaptop.enrol(cloud, await signUp(cloud, 'UNLIMITED'))
  })
  afterAll(() => cloud.close())

  /** Who lends, but doesn't register boxes. */
  const colleague = async () => {
    const admin = await SigningLaptop.enrol(cloud, await signUp(cloud))
    const laptop = await SigningLaptop.enrol(cloud, await addColleague(cloud, admin.person, TIMER))
    return { admin, laptop, member: laptop.person.member }
  }
  const invalid = (reason: string) => ({ code: 'TICKET_INVALID', details: { reason } })
  /** What a laptop's feed shows of a box's custody. */
  const custody = async (laptop: Laptop, boxId: string) => {
    await laptop.sync()
    const box = laptop.records.get('box', boxId)
    return box && custodyOf(laptop.records, box, laptop.organisationId)?.state
  }

  describe('[F4] whichever side comes first, the ticket is enough', () => {
    /** All that the two sides see of one loan in the end, without what differs from loan to loan. */
    const play = async (first: 'owner' | 'taker') => {
      const box = await owner.newBox()
      const offer = owner.offer([box], { note: 'Call me' })
      const givenAt = timePlus(cloud.clock.now(), 5 * 60_000)
      await cloud.advance(HOUR_MS)
      const steps = {
        owner: offer.report,
        taker: async () => await taker.accepted('acceptShareToken', { ticket: offer.ticket }, { givenAt }),
      }
      await steps[first]()
      await steps[first === 'owner' ? 'taker' : 'owner']()
      const seen = async (laptop: Laptop) => {
        await laptop.sync()
        const { id, boxId, boxSerial, tokenHash, ...loan } = laptop.records.get('loan', offer.loanIds[0] ?? '') ?? {}
        const history = laptop.records.where('historyEntry', 'boxId', box.boxId).filter(({ loanId }) => loanId === id)
        const steps = history.map(({ what, at, partnerName, endsAt }) => ({ what, at, partnerName, endsAt }))
        return {
          loan,
          hasToken: tokenHash !== undefined,
          custody: await custody(laptop, box.boxId),
          steps: steps.toSorted((a, b) => (a.what < b.what ? -1 : 1)),
          partners: [...laptop.records.all('partner')].map((partner) => partner.name).toSorted(),
        }
      }
      return { owner: await seen(owner), taker: await seen(taker), givenAt }
    }

    it('[F4] [L11] both sides see the same in either order', async () => {
      const ownerFirst = await play('owner')
      const takerFirst = await play('taker')
      const shifted = JSON.parse(
        JSON.stringify(ownerFirst).replaceAll(/2026-[\d-]+T[\d:.]+Z/g, (time) => timePlus(time, HOUR_MS)),
      ) as typeof ownerFirst
      // Who gets to know of whom first has nothing to do with the order.
      expect(takerFirst.owner.loan).toEqual(shifted.owner.loan)
      expect(takerFirst.taker.loan).toEqual(shifted.taker.loan)
      expect(takerFirst.taker).toEqual(shifted.taker)
      expect(takerFirst.owner.custody).toBe('lent')
      expect(takerFirst.taker.custody).toBe('borrowed')
      expect(takerFirst.owner.hasToken).toBe(true)
      expect(takerFirst.owner.steps.map(({ what }) => what)).toEqual(['accepted', 'lent'])
      expect(shifted.owner.steps.map(({ what }) => what)).toEqual(['accepted', 'lent'])
      expect(takerFirst.taker.loan).toMatchObject({
        ...{ note: 'Call me', acceptedAt: takerFirst.givenAt, ownerId: owner.organisationId },
        recipientId: taker.organisationId,
      })
    })
  })

  it('[F4] the owner’s later report adds the code, which is used by then; other reports of that id are refused', async () => {
    const box = await owner.newBox()
    const offer = owner.offer([box])
    await taker.accepted('acceptShareToken', { ticket: offer.ticket })
    const [loanId = ''] = offer.loanIds
    const report = { loanId, boxId: box.boxId, tokenHash: newToken().hash } as const
    expect((await owner.refused('createShareToken', { ...report, validity: '1w' })).code).toBe('COMMAND_INVALID')
    expect((await third.refused('createShareToken', { ...report, validity: '1d' })).code).toBe('COMMAND_INVALID')
    await offer.report()
    expect((await third.refused('acceptShareToken', { token: offer.token })).code).toBe('TOKEN_USED')
  })

  it('[L2] a ticket takes the box off the owner’s event, and ends its timing run there', async () => {
    const box = await owner.newBox()
    const { eventId, startId } = await owner.createEvent('Vuelta')
    await owner.accepted('assignBox', { boxId: box.boxId, eventId, checkpointIds: [startId] })
    const sessionId = randomUUID()
    await owner.accepted('startSession', { sessionId, boxId: box.boxId })
    await taker.accepted('acceptShareToken', { ticket: owner.offer([box]).ticket })
    await owner.sync()
    expect(owner.records.get('assignment', box.boxId)).toBeUndefined()
    expect(owner.records.get('session', sessionId)).toMatchObject({ stopReason: 'box-lent' })
    const left = owner.records.where('historyEntry', 'boxId', box.boxId).find(({ what }) => what === 'released')
    expect(left).toMatchObject({ eventName: 'Vuelta', checkpointNames: ['START'], sessionStopped: true })
    const own = await taker.createEvent()
    await taker.accepted('assignBox', { boxId: box.boxId, eventId: own.eventId, checkpointIds: [own.startId] })
    await owner.sync()
    expect(owner.records.get('assignment', box.boxId)).toMatchObject({ organisationId: taker.organisationId })
  })

  it('[G9] a ticket takes the box off the event of who uses it through a group', async () => {
    const groupId = await createGroup(owner, 'Kit')
    const box = await boxIn(owner, groupId)
    await share(owner, third, groupId)
    const { eventId } = await third.createEvent()
    await third.accepted('assignBox', { boxId: box.boxId, eventId })
    await taker.accepted('acceptShareToken', { ticket: owner.offer([box]).ticket })
    await third.sync()
    expect(third.records.get('assignment', box.boxId)).toBeUndefined()
    expect(third.records.get('box', box.boxId)).toMatchObject({ holderId: null })
  })

  it('[F4] who took it first has it: the other learns who, and since when', async () => {
    const box = await owner.newBox()
    const offer = owner.offer([box])
    const [firstAt, secondAt] = [HOUR_MS, 2 * HOUR_MS].map((ms) => timePlus(cloud.clock.now(), ms))
    await cloud.advance(3 * HOUR_MS)
    await third.accepted('acceptShareToken', { ticket: offer.ticket }, { givenAt: secondAt ?? '' })
    expect(await taker.refused('acceptShareToken', { ticket: offer.ticket }, { givenAt: firstAt ?? '' })).toEqual({
      code: 'TOKEN_USED',
      details: { byYou: false, since: secondAt, organisationName: third.person.organisation.name },
    })
    expect(await custody(taker, box.boxId)).toBeUndefined()
  })

  it('[F4] [L8] what the office lent meanwhile stays lent', async () => {
    const box = await owner.newBox()
    const offer = owner.offer([box])
    const office = new Laptop(cloud, owner.person)
    await cloud.advance(HOUR_MS)
    const { token, loanId } = await office.lend(box.boxId)
    const since = cloud.clock.now()
    const give = async () => await taker.refused('acceptShareToken', { ticket: offer.ticket })
    expect(await give()).toEqual({ code: 'BOX_LENT', details: { serial: box.serial, byYou: false, since } })
    await cloud.advance(HOUR_MS)
    await third.accepted('acceptShareToken', { token })
    expect(await give()).toEqual({
      code: 'BOX_LENT',
      details: {
        ...{ serial: box.serial, byYou: false, since: cloud.clock.now() },
        organisationName: third.person.organisation.name,
      },
    })
    // Its place is free again: the ticket is still good.
    await third.accepted('returnBox', { loanId })
    await taker.accepted('acceptShareToken', { ticket: offer.ticket })
  })

  it('[F4] [L8] what was taken by ticket can’t be lent by the office as well', async () => {
    const box = await owner.newBox()
    const offer = owner.offer([box])
    await taker.accepted('acceptShareToken', { ticket: offer.ticket })
    const loan = { loanId: randomUUID(), boxId: box.boxId, validity: '1d', tokenHash: newToken().hash } as const
    expect((await new Laptop(cloud, owner.person).refused('createShareToken', loan)).code).toBe('BOX_LENT')
  })

  it('[L9] a revocation that comes before the acceptance wins', async () => {
    const box = await owner.newBox()
    const offer = owner.offer([box])
    const givenAt = cloud.clock.now()
    await cloud.advance(HOUR_MS)
    await offer.report()
    await owner.accepted('revokeShare', { loanId: offer.loanIds[0] ?? '' })
    const taken = await taker.refused('acceptShareToken', { ticket: offer.ticket }, { givenAt })
    expect(taken.code).toBe('TOKEN_REVOKED')
    expect(await custody(owner, box.boxId)).toBe('ours')
  })

  describe('[O4] who made it must be able to lend when it comes', () => {
    it('[O4] a member who was removed isn’t', async () => {
      const { admin, laptop, member } = await colleague()
      const [unknown, known] = [laptop.offer([await admin.newBox()]), laptop.offer([await admin.newBox()])]
      await known.report()
      await admin.accepted('removeMember', { memberId: member.id })
      expect(await taker.refused('acceptShareToken', { ticket: unknown.ticket })).toEqual(invalid('may-not-lend'))
      // What was reported in time was lent in time.
      await taker.accepted('acceptShareToken', { ticket: known.ticket })
    })

    it('[O4] a member whose role doesn’t let lend any more isn’t, until it does again', async () => {
      const { admin, laptop, member } = await colleague()
      const { ticket } = laptop.offer([await admin.newBox()])
      await admin.accepted('changeMemberRole', { memberId: member.id, roleId: READ_ONLY.id })
      expect(await taker.refused('acceptShareToken', { ticket })).toEqual(invalid('may-not-lend'))
      const roleId = randomUUID()
      await admin.accepted('createRole', { roleId, name: 'Lender', permissions: ['share.lend'] })
      await admin.accepted('changeMemberRole', { memberId: member.id, roleId })
      await taker.accepted('acceptShareToken', { ticket })
    })

    it('[O4] [O3] neither is one whose own role lost it', async () => {
      const admin = new Laptop(cloud, await signUp(cloud))
      const roleId = randomUUID()
      await admin.accepted('createRole', { roleId, name: 'Lender', permissions: ['share.lend', 'box.edit'] })
      const { person } = await colleagueOf(cloud, admin, roleId)
      const laptop = await SigningLaptop.enrol(cloud, person)
      const { ticket } = laptop.offer([await laptop.newBox()])
      await admin.accepted('editRole', { roleId, permissions: ['box.edit'] })
      expect(await taker.refused('acceptShareToken', { ticket })).toEqual(invalid('may-not-lend'))
    })

    it('[O4] neither is a laptop that was revoked', async () => {
      const { admin, laptop } = await colleague()
      const { ticket } = laptop.offer([await admin.newBox()])
      await admin.accepted('revokeInstallation', { installationId: laptop.id })
      expect(await taker.refused('acceptShareToken', { ticket })).toEqual(invalid('may-not-lend'))
    })

    it('[O4] a certificate that never let lend makes no ticket', async () => {
      const admin = new Laptop(cloud, await signUp(cloud))
      const box = { boxId: await admin.registerBox('READ-ONLY'), serial: 'READ-ONLY' }
      const viewer = await SigningLaptop.enrol(cloud, await addColleague(cloud, admin.person, READ_ONLY))
      const { ticket } = viewer.offer([box])
      expect(await taker.refused('acceptShareToken', { ticket })).toEqual(invalid('may-not-lend'))
    })
  })

  it('[L6] at the plan’s limit nothing is taken, and the ticket stays good', async () => {
    const small = new Laptop(cloud, await signUp(cloud, 'FREE'))
    await small.registerBox('SMALL-1')
    const boxes = [await owner.newBox(), await owner.newBox()]
    const two = owner.offer(boxes)
    expect((await small.refused('acceptShareToken', { ticket: two.ticket })).code).toBe('PLAN_LIMIT')
    for (const { boxId } of boxes) expect(await custody(owner, boxId)).toBe('ours')
    await small.sync()
    const [own] = small.records.where('box', 'ownerId', small.organisationId)
    await small.accepted('retireBox', { boxId: own?.id ?? '' })
    await small.accepted('acceptShareToken', { ticket: two.ticket })
  })

  it('[L9] one that comes after its end is accepted, and over at its end in the same step', async () => {
    const box = await owner.newBox()
    const offer = owner.offer([box])
    const givenAt = timePlus(cloud.clock.now(), HOUR_MS)
    await cloud.advance(3 * DAY_MS)
    await taker.accepted('acceptShareToken', { ticket: offer.ticket }, { givenAt })
    const loan = await taker.seesLoan(offer.loanIds[0] ?? '')
    expect(loan).toMatchObject({ acceptedAt: givenAt, endedAt: offer.endsAt, endReason: 'expired' })
    expect(taker.records.get('box', box.boxId)).toBeUndefined()
    expect(await custody(owner, box.boxId)).toBe('over')
    await offer.report()
    expect(await owner.seesLoan(offer.loanIds[0] ?? '')).toMatchObject({ endedAt: offer.endsAt, endReason: 'expired' })
  })

  it('[L9] one that comes after its end leaves the box on the event that it is at by then', async () => {
    const box = await owner.newBox()
    const offer = owner.offer([box])
    const givenAt = cloud.clock.now()
    await cloud.advance(2 * DAY_MS)
    const { eventId } = await owner.createEvent()
    await owner.accepted('assignBox', { boxId: box.boxId, eventId })
    await taker.accepted('acceptShareToken', { ticket: offer.ticket }, { givenAt })
    await owner.sync()
    expect(owner.records.get('assignment', box.boxId)).toMatchObject({ eventId })
  })

  it('[F6] [L4] one that was taken after its end isn’t', async () => {
    const offer = owner.offer([await owner.newBox()])
    await cloud.advance(DAY_MS)
    expect(await taker.refused('acceptShareToken', { ticket: offer.ticket })).toEqual({
      code: 'TOKEN_EXPIRED',
      details: { endedAt: offer.endsAt },
    })
  })

  it('[F6] one of a clock that is ahead is refused from 10 minutes on', async () => {
    const box = await owner.newBox()
    const at = (minutes: number) => timePlus(cloud.clock.now(), minutes * 60_000)
    const far = owner.offer([box], { issuedAt: at(11) })
    const near = owner.offer([box], { issuedAt: at(9) })
    expect(await taker.refused('acceptShareToken', { ticket: far.ticket })).toEqual({
      code: 'TICKET_CLOCK',
      details: { reason: 'issued-ahead', issuedAt: at(11) },
    })
    await taker.accepted('acceptShareToken', { ticket: near.ticket })
    // The cloud holds the report's time to its own.
    await near.report()
  })

  it('[F8] two laptops of one organisation may take the same ticket', async () => {
    const offer = owner.offer([await owner.newBox()])
    const second = new Laptop(cloud, taker.person)
    const first = await taker.accepted('acceptShareToken', { ticket: offer.ticket })
    await cloud.advance(60_000)
    const again = await second.accepted('acceptShareToken', { ticket: offer.ticket })
    expect(again.details).toEqual(first.details)
    const loan = await taker.seesLoan(offer.loanIds[0] ?? '')
    expect(loan?.acceptedAt).toBe(timePlus(cloud.clock.now(), -60_000))
  })

  it('[L15] an addressed ticket is for the addressee alone, and nobody takes its own', async () => {
    const box = await owner.newBox()
    const offer = owner.offer([box], { recipientId: taker.organisationId })
    expect((await third.refused('acceptShareToken', { ticket: offer.ticket })).code).toBe('TOKEN_NOT_FOR_YOU')
    expect((await owner.refused('acceptShareToken', { ticket: offer.ticket })).code).toBe('TOKEN_OWN')
    await taker.accepted('acceptShareToken', { ticket: offer.ticket })
    await offer.report()
    expect(await owner.seesLoan(offer.loanIds[0] ?? '')).toMatchObject({ addressedToId: taker.organisationId })
  })

  it('[L17] several boxes come at once; what can’t be had is left out and named', async () => {
    const boxes: OwnBox[] = []
    while (boxes.length < 5) boxes.push(await owner.newBox())
    const offer = owner.offer(boxes)
    const [one, two, three, four, five] = boxes.map((box) => box.boxId)
    await cloud.advance(60_000)
    await owner.accepted('retireBox', { boxId: two ?? '' })
    await new Laptop(cloud, owner.person).lend(four ?? '')
    const outcome = await taker.accepted('acceptShareToken', { ticket: offer.ticket })
    expect(outcome.details).toMatchObject({
      loanIds: [offer.loanIds[0], offer.loanIds[2], offer.loanIds[4]],
      leftOut: [
        { serial: boxes[1]?.serial, code: 'TICKET_INVALID' },
        { serial: boxes[3]?.serial, code: 'BOX_LENT' },
      ],
    })
    for (const boxId of [one, three, five]) expect(await custody(taker, boxId ?? '')).toBe('borrowed')
    await owner.sync()
    const lent = owner.records.where('box', 'holderId', taker.organisationId).map((box) => box.id)
    expect(lent).toEqual(expect.arrayContaining([one, three, five]))
  })

  it('[O7] a ticket names in vain what isn’t its maker’s, and nobody else hears of it', async () => {
    const [box, foreign] = [await owner.newBox(), await third.newBox()]
    const lent = third.offer([foreign])
    await lent.report()
    const before = await third.sync()
    expect(before.length).toBeGreaterThan(0)
    const noBox = invalid('no-such-box')
    const give = async (ticket: string) => await taker.refused('acceptShareToken', { ticket })
    expect(await give(owner.offer([foreign]).ticket)).toEqual(noBox)
    expect(await give(owner.offer([{ boxId: randomUUID(), serial: 'NONE' }]).ticket)).toEqual(noBox)
    expect(await give(owner.offer([{ ...box, serial: 'OTHER' }]).ticket)).toEqual(noBox)
    const part = { loans: [{ loanId: lent.loanIds[0], boxId: box.boxId, serial: box.serial }] as never }
    expect(await give(owner.offer([box], { part }).ticket)).toEqual(invalid('differs'))
    expect(await third.sync()).toEqual([])
    await taker.sync()
    expect(taker.records.get('box', foreign.boxId)).toBeUndefined()
  })

  it('[O4] taking by ticket needs the right to borrow', async () => {
    const viewer = new Laptop(cloud, await addColleague(cloud, taker.person, READ_ONLY))
    const { ticket } = owner.offer([await owner.newBox()])
    expect((await viewer.refused('acceptShareToken', { ticket })).code).toBe('FORBIDDEN')
  })

  it('[F4] a revoked loan’s ticket stays dead, also where its box was given to another since', async () => {
    const box = await owner.newBox()
    const offer = owner.offer([box])
    await taker.accepted('acceptShareToken', { ticket: offer.ticket })
    await taker.accepted('returnBox', { loanId: offer.loanIds[0] ?? '' })
    expect((await third.refused('acceptShareToken', { ticket: offer.ticket })).code).toBe('TOKEN_USED')
    const next = owner.offer([box])
    await third.accepted('acceptShareToken', { ticket: next.ticket })
    // F8: "already yours", though it is over.
    await taker.accepted('acceptShareToken', { ticket: offer.ticket })
    expect(await custody(taker, box.boxId)).toBeUndefined()
    expect(await custody(third, box.boxId)).toBe('borrowed')
  })
})
