import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TestClock } from '../../../cloud/clock.ts'
import { READ_ONLY, TIMER } from '../../../shared/permissions.ts'
import type { LoanId } from '../../../shared/records/scalars.ts'
import { timePlus } from '../../../shared/records/scalars.ts'
import { custodyOf } from '../../../shared/rules/custody.ts'
import { DATABASES, openDatabase, type RunningCloud, startCloud } from '../../support/cloud.ts'
import { addColleague, Laptop, signUp } from '../../support/laptop.ts'
import { type OwnBox, SigningLaptop } from '../../support/signing-laptop.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

describe.each(DATABASES)('slips, on %s', (kind) => {
  let cloud: RunningCloud
  let owner: SigningLaptop
  let taker: SigningLaptop
  let third: SigningLaptop

  beforeAll(async () => {
    // Time stands still but for what a test lets pass.
    const clock = new TestClock(() => Date.parse('2026-06-06T08:00:00.000Z'))
    cloud = await startCloud(await openDatabase(kind), { clock })
    owner = await SigningLaptop.enrol(cloud, await signUp(cloud, 'UNLIMITED'))
    taker = await SigningLaptop.enrol(cloud, await signUp(cloud, 'UNLIMITED'))
    third = await SigningLaptop.enrol(cloud, await signUp(cloud, 'UNLIMITED'))
  })
  afterAll(() => cloud.close())

  const now = () => cloud.clock.now()
  const fromNow = (ms: number) => timePlus(now(), ms)
  const invalid = (reason: string) => ({ code: 'TICKET_INVALID', details: expect.objectContaining({ reason }) })
  /** A loan that both sides have reported, an hour ago. */
  const lend = async (count = 1, by: SigningLaptop = owner) => {
    const boxes: OwnBox[] = []
    while (boxes.length < count) boxes.push(await owner.newBox())
    const offer = by.offer(boxes)
    await offer.report()
    await taker.accepted('acceptShareToken', { ticket: offer.ticket })
    await cloud.advance(HOUR_MS)
    return { ...offer, boxIds: boxes.map((box) => box.boxId), loanId: firstOf(offer.loanIds) }
  }
  /** A loan that only its owner has reported, taken offline an hour ago. */
  const offered = async (recipientId?: typeof taker.organisationId) => {
    const box = await owner.newBox()
    const offer = owner.offer([box], recipientId === undefined ? {} : { recipientId })
    await offer.report()
    const takenAt = now()
    await cloud.advance(HOUR_MS)
    return { ...offer, boxId: box.boxId, loanId: firstOf(offer.loanIds), takenAt }
  }
  const custody = async (laptop: Laptop, boxId: string) => {
    await laptop.sync()
    const box = laptop.records.get('box', boxId)
    return box && custodyOf(laptop.records, box, laptop.organisationId)?.state
  }

  describe('a return slip', () => {
    it.each(['owner', 'taker'] as const)('[F4] [L9] is the giving back, sent on by the %s', async (sender) => {
      const { loanId, boxIds } = await lend()
      const [boxId = ''] = boxIds
      const { eventId } = await taker.createEvent()
      await taker.accepted('assignBox', { boxId, eventId })
      const sessionId = randomUUID()
      await taker.accepted('startSession', { sessionId, boxId })
      const givenBackAt = now()
      const slip = taker.returnSlip([loanId])
      await cloud.advance(HOUR_MS)
      const [first, second] = sender === 'owner' ? [owner, taker] : [taker, owner]
      await first.accepted('returnBox', { slip })
      expect(await owner.seesLoan(loanId)).toMatchObject({ endedAt: givenBackAt, endReason: 'returned' })
      expect(await taker.seesLoan(loanId)).toMatchObject({ endedAt: givenBackAt, endReason: 'returned' })
      expect(taker.records.get('box', boxId)).toBeUndefined()
      expect(taker.records.get('assignment', boxId)).toBeUndefined()
      expect(taker.records.get('session', sessionId)).toMatchObject({
        stopReason: 'loan-ended',
        stoppedAt: givenBackAt,
      })
      expect(await custody(owner, boxId)).toBe('over')
      // Both may send it: the second time, nothing changes any more.
      await second.sync()
      const again = await second.refused('returnBox', { slip })
      expect(again).toMatchObject({ code: 'LOAN_ENDED', details: { endedAt: givenBackAt, endReason: 'returned' } })
      expect(await second.sync()).toEqual([])
    })

    it('[F4] counts by its time, held between acceptance and now', async () => {
      await cloud.advance(2 * HOUR_MS)
      const early = await lend()
      const acceptedAt = (await taker.seesLoan(early.loanId))?.acceptedAt
      await taker.accepted('returnBox', { slip: taker.returnSlip([early.loanId], fromNow(-2 * HOUR_MS)) })
      expect(await owner.seesLoan(early.loanId)).toMatchObject({ endedAt: acceptedAt })
      const late = await lend()
      await taker.accepted('returnBox', { slip: taker.returnSlip([late.loanId], fromNow(9 * MINUTE_MS)) })
      expect(await owner.seesLoan(late.loanId)).toMatchObject({ endedAt: now() })
      const ahead = await lend()
      const slip = taker.returnSlip([ahead.loanId], fromNow(11 * MINUTE_MS))
      expect((await taker.refused('returnBox', { slip })).code).toBe('TICKET_CLOCK')
    })

    it('[F4] may come before the acceptance: then only who made it can still report having taken the box', async () => {
      const { ticket, loanId, takenAt, boxId } = await offered()
      const slip = taker.returnSlip([loanId])
      const backAt = now()
      await cloud.advance(HOUR_MS)
      await owner.accepted('returnBox', { slip })
      expect(await owner.seesLoan(loanId)).toMatchObject({ endedAt: backAt, receiptFromId: taker.organisationId })
      const winner = { organisationName: taker.person.organisation.name }
      const lost = await third.refused('acceptShareToken', { ticket })
      expect(lost).toMatchObject({ code: 'TOKEN_USED', details: winner })
      await taker.accepted('acceptShareToken', { ticket }, { givenAt: takenAt })
      expect(await taker.seesLoan(loanId)).toMatchObject({
        acceptedAt: takenAt,
        endedAt: backAt,
        endReason: 'returned',
      })
      expect(taker.records.get('box', boxId)).toBeUndefined()
      expect(await owner.seesLoan(loanId)).not.toHaveProperty('receiptFromId')
      expect(await custody(owner, boxId)).toBe('over')
    })

    it('[L17] gives several boxes back at once, and leaves alone what is over', async () => {
      const { loanIds, boxIds } = await lend(3)
      const slip = taker.returnSlip(loanIds)
      await taker.accepted('returnBox', { loanId: firstOf(loanIds) })
      const outcome = await owner.accepted('returnBox', { slip })
      expect(outcome.details).toEqual({ loanIds: loanIds.slice(1) })
      for (const boxId of boxIds) expect(await custody(owner, boxId)).toBe('over')
    })

    it('[O7] is worth nothing from who hasn’t the box, nor to who has no part in it', async () => {
      const { loanId } = await lend()
      expect(await third.refused('returnBox', { slip: third.returnSlip([loanId]) })).toMatchObject({
        code: 'NOT_FOUND',
      })
      expect(await owner.refused('returnBox', { slip: third.returnSlip([loanId]) })).toEqual(invalid('differs'))
      expect(await owner.refused('returnBox', { slip: owner.returnSlip([loanId]) })).toEqual(invalid('differs'))
      expect(await third.refused('returnBox', { slip: taker.returnSlip([loanId]) })).toMatchObject({
        code: 'NOT_FOUND',
      })
      const nowhere = taker.returnSlip([randomUUID() as LoanId])
      expect((await taker.refused('returnBox', { slip: nowhere })).code).toBe('NOT_FOUND')
      expect(await taker.seesLoan(loanId)).not.toHaveProperty('endedAt')
    })
  })

  describe('an extension slip', () => {
    it.each(['taker', 'owner'] as const)('[L13] [F4] makes the loan longer, once, the %s first', async (sender) => {
      const { loanId, endsAt, boxIds } = await lend()
      const longer = timePlus(endsAt, DAY_MS)
      const slip = owner.extensionSlip([loanId], longer)
      const steps = {
        taker: async () => await taker.accepted('extendShare', { slip }),
        owner: async () => await owner.accepted('extendShare', { loanId, validity: '1d', endsAt: longer }),
      }
      await steps[sender]()
      expect(await taker.seesLoan(loanId)).toMatchObject({ endsAt: longer })
      await steps[sender === 'owner' ? 'taker' : 'owner']()
      await taker.accepted('extendShare', { slip })
      expect(await taker.seesLoan(loanId)).toMatchObject({ endsAt: longer })
      expect(await owner.seesLoan(loanId)).toMatchObject({ endsAt: longer })
      const history = owner.records.where('historyEntry', 'boxId', firstOf(boxIds))
      expect(history.filter(({ what }) => what === 'extended')).toHaveLength(1)
    })

    it('[O4] needs who may lend now, in its certificate and in the cloud', async () => {
      const admin = new Laptop(cloud, owner.person)
      const person = await addColleague(cloud, owner.person, TIMER)
      const lender = await SigningLaptop.enrol(cloud, person)
      const { loanId, endsAt } = await lend(1, lender)
      const longer = timePlus(endsAt, DAY_MS)
      const slip = lender.extensionSlip([loanId], longer)
      await admin.accepted('changeMemberRole', { memberId: person.member.id, roleId: READ_ONLY.id })
      expect(await taker.refused('extendShare', { slip })).toEqual(invalid('may-not-lend'))
      await lender.renew()
      await admin.accepted('changeMemberRole', { memberId: person.member.id, roleId: TIMER.id })
      const uncertified = lender.extensionSlip([loanId], longer)
      expect(await taker.refused('extendShare', { slip: uncertified })).toEqual(invalid('may-not-lend'))
      await taker.accepted('extendShare', { slip })
      await admin.accepted('removeMember', { memberId: person.member.id })
      const more = lender.extensionSlip([loanId], timePlus(longer, DAY_MS))
      expect(await taker.refused('extendShare', { slip: more })).toEqual(invalid('may-not-lend'))
    })

    it('[O4] is sent on by who may borrow', async () => {
      const { loanId, endsAt } = await lend()
      const slip = owner.extensionSlip([loanId], timePlus(endsAt, DAY_MS))
      const viewer = new Laptop(cloud, await addColleague(cloud, taker.person, READ_ONLY))
      expect((await viewer.refused('extendShare', { slip })).code).toBe('FORBIDDEN')
    })

    it('[L12] is worth nothing from another than the owner, nor for a loan that is over', async () => {
      const { loanId, endsAt } = await lend()
      const longer = timePlus(endsAt, DAY_MS)
      expect(await taker.refused('extendShare', { slip: third.extensionSlip([loanId], longer) })).toEqual(
        invalid('differs'),
      )
      expect(await taker.refused('extendShare', { slip: taker.extensionSlip([loanId], longer) })).toEqual(
        invalid('differs'),
      )
      const slip = owner.extensionSlip([loanId], longer)
      await owner.accepted('revokeShare', { loanId })
      expect(await taker.refused('extendShare', { slip })).toMatchObject({ code: 'LOAN_ENDED' })
    })
  })

  describe('a receipt', () => {
    it('[F4] tells the owner who has the box, and nobody else anything, until the acceptance comes', async () => {
      const { ticket, loanId, takenAt, boxId } = await offered()
      await taker.sync()
      const slip = taker.receipt([loanId], takenAt)
      await owner.accepted('noteReceipt', { slip })
      const seen = await owner.seesLoan(loanId)
      expect(seen).toMatchObject({ receiptFromId: taker.organisationId, receiptAt: takenAt })
      expect(seen).not.toHaveProperty('recipientId')
      expect(await taker.sync()).toEqual([])
      // It binds nothing: noted once more, it changes nothing, and who comes first has the box.
      await owner.accepted('noteReceipt', { slip })
      await taker.accepted('acceptShareToken', { ticket }, { givenAt: takenAt })
      expect(await owner.seesLoan(loanId)).toMatchObject({ recipientId: taker.organisationId, acceptedAt: takenAt })
      expect(await owner.seesLoan(loanId)).not.toHaveProperty('receiptFromId')
      expect(await custody(owner, boxId)).toBe('lent')
      await owner.accepted('noteReceipt', { slip })
      expect(await owner.seesLoan(loanId)).not.toHaveProperty('receiptFromId')
    })

    it('[O9] [O7] makes its maker a partner of the owner’s, by name, and not the reverse', async () => {
      const stranger = await SigningLaptop.enrol(cloud, await signUp(cloud))
      const { loanId } = await offered()
      await owner.accepted('noteReceipt', { slip: stranger.receipt([loanId]) })
      await owner.sync()
      expect(owner.records.get('partner', stranger.organisationId)).toMatchObject({
        name: stranger.person.organisation.name,
        number: stranger.person.organisation.number,
      })
      await stranger.sync()
      expect([...stranger.records.all('partner'), ...stranger.records.all('loan')]).toEqual([])
    })

    it('[L15] isn’t taken from another than the addressee, nor for another’s loan', async () => {
      const addressed = await offered(taker.organisationId)
      const note = async (laptop: SigningLaptop, slip: string) => await laptop.refused('noteReceipt', { slip })
      expect(await note(owner, third.receipt([addressed.loanId]))).toEqual(invalid('differs'))
      expect(await note(owner, owner.receipt([addressed.loanId]))).toEqual(invalid('differs'))
      expect((await note(third, taker.receipt([addressed.loanId]))).code).toBe('NOT_FOUND')
      const { loanId } = await lend()
      expect((await note(taker, taker.receipt([loanId]))).code).toBe('NOT_OWNER')
    })
  })

  it('[F4] a slip of one form is none of another, and one that was tampered with is none at all', async () => {
    const { loanId, endsAt } = await lend()
    const receipt = taker.receipt([loanId])
    const extension = owner.extensionSlip([loanId], timePlus(endsAt, DAY_MS))
    const back = taker.returnSlip([loanId])
    expect(await taker.refused('returnBox', { slip: receipt })).toEqual(invalid('wrong-type'))
    expect(await owner.refused('noteReceipt', { slip: back })).toEqual(invalid('wrong-type'))
    expect(await taker.refused('extendShare', { slip: back })).toEqual(invalid('wrong-type'))
    expect(await taker.refused('returnBox', { slip: extension })).toEqual(invalid('wrong-type'))
    const last = back.slice(0, -1) + (back.endsWith('0') ? '1' : '0')
    expect((await taker.refused('returnBox', { slip: last })).code).toBe('TICKET_INVALID')
    expect(await taker.seesLoan(loanId)).not.toHaveProperty('endedAt')
  })

  it('[F4] a slip by somebody else’s certificate isn’t signed by it', async () => {
    const { loanId, endsAt } = await lend()
    const forger = await SigningLaptop.enrol(cloud, third.person)
    forger.certificate = owner.certificate
    const slip = forger.extensionSlip([loanId], timePlus(endsAt, DAY_MS))
    expect(await taker.refused('extendShare', { slip })).toEqual(invalid('signature'))
    forger.certificate = taker.certificate
    expect(await owner.refused('returnBox', { slip: forger.returnSlip([loanId]) })).toEqual(invalid('signature'))
  })
})

function firstOf<Id>(ids: readonly Id[]): Id {
  const [id] = ids
  if (id === undefined) throw new Error('there is none')
  return id
}
