import { describe, expect, it } from 'vitest'
import { PERMISSIONS, READ_ONLY } from '../../../../shared/permissions.ts'
import { timePlus } from '../../../../shared/records/scalars.ts'
import { boxesCounted } from '../../../../shared/rules/allowance.ts'
import { custodyOf } from '../../../../shared/rules/custody.ts'
import { viewOf } from '../../../../shared/rules/visibility.ts'
import { cutToSeconds } from '../../../../shared/tickets/forms.ts'
import { put, uuid } from '../../../support/sample-records.ts'
import {
  boxOf,
  cloudSide,
  type Giving,
  installationOf,
  laptopSide,
  memberOf,
  organisationOf,
  REPORTED_AT,
  reportOf,
  type Side,
} from '../../../support/ticket-sides.ts'
import {
  certificateOf,
  DAY_MS,
  extensionOf,
  ISSUED_AT,
  LENDER,
  loanIdOf,
  NOW,
  namedLoan,
  type Party,
  slipOf,
  TAKER,
  THIRD,
  ticketOf,
  UNKNOWN_ROOT,
} from '../../../support/tickets.ts'
import { sha256Hex } from '../../../support/world.ts'

const END = timePlus(ISSUED_AT, DAY_MS)
const HOUR_MS = 3_600_000
const later = (hours: number) => timePlus(ISSUED_AT, hours * HOUR_MS)

const take = (side: Side, by: Party = TAKER, ticket = ticketOf(), giving: Giving = {}) =>
  side.give(by, 'acceptShareToken', { ticket }, giving)
const report = (side: Side, part: object = {}, giving: Giving = {}) =>
  side.give(LENDER, 'createShareToken', reportOf(1, part), { at: REPORTED_AT, now: NOW, ...giving })
const loanIn = ({ records }: Side, number = 1) => records.get('loan', loanIdOf(number))
const boxIn = ({ records }: Side, number = 1) => records.get('box', namedLoan(number).boxId)
const historyIn = ({ records }: Side) =>
  [...records.all('historyEntry')].map(({ organisationId, what, at, endsAt }) =>
    [organisationId === LENDER.organisationId ? 'lender' : 'other', what, cutToSeconds(at), endsAt?.slice(0, 19)].join(
      ' ',
    ),
  )

/** What both orders must have led to: in whole seconds, as tickets tell no more. */
function outcomeIn(side: Side) {
  const times = Object.entries(loanIn(side) ?? {}).map(([field, value]) => [
    field,
    field.endsWith('At') ? cutToSeconds(String(value)) : value,
  ])
  return { loan: Object.fromEntries(times), box: boxIn(side), history: historyIn(side).toSorted() }
}

describe('a ticket at the cloud, whichever side comes first', () => {
  it('[F4] ends alike', () => {
    const [ownerFirst, takerFirst] = [cloudSide(), cloudSide()]
    expect([report(ownerFirst), take(ownerFirst)].map(({ kind }) => kind)).toEqual(['accepted', 'accepted'])
    expect([take(takerFirst), report(takerFirst)].map(({ kind }) => kind)).toEqual(['accepted', 'accepted'])
    expect(outcomeIn(takerFirst)).toEqual(outcomeIn(ownerFirst))
    expect(loanIn(takerFirst)).toMatchObject({
      ...{ ownerId: LENDER.organisationId, recipientId: TAKER.organisationId, validity: '1d' },
      ...{ acceptedAt: NOW, endsAt: END, recipientInstallationId: TAKER.installationId },
      tokenHash: reportOf(1).tokenHash,
    })
    expect(boxIn(takerFirst)?.holderId).toBe(TAKER.organisationId)
  })

  it('[F4] [L9] ends alike where both come after the end: accepted, and over at its end in the same step', () => {
    const giving = { at: NOW, now: timePlus(END, HOUR_MS) }
    const [ownerFirst, takerFirst] = [cloudSide(), cloudSide()]
    for (const step of [
      () => report(ownerFirst, {}, { now: giving.now }),
      () => take(ownerFirst, TAKER, ticketOf(), giving),
    ]) {
      expect(step().kind).toBe('accepted')
    }
    for (const step of [
      () => take(takerFirst, TAKER, ticketOf(), giving),
      () => report(takerFirst, {}, { now: giving.now }),
    ]) {
      expect(step().kind).toBe('accepted')
    }
    for (const side of [ownerFirst, takerFirst]) {
      const ended = { acceptedAt: NOW, endReason: 'expired', recipientId: TAKER.organisationId }
      expect(outcomeIn(side).loan).toMatchObject({ ...ended, endedAt: END })
      expect(boxIn(side)?.holderId).toBe(LENDER.organisationId)
    }
    expect(outcomeIn(takerFirst)).toEqual(outcomeIn(ownerFirst))
  })

  it('[L9] a ticket that is over is no more given than it is taken', () => {
    expect(take(cloudSide(), TAKER, ticketOf(), { at: END, now: timePlus(END, HOUR_MS) })).toMatchObject({
      code: 'TOKEN_EXPIRED',
      details: { endedAt: END },
    })
  })

  it('[F4] [L2] takes the box off its event: it is in the recipient’s hands; but not for a loan that is over', () => {
    const use = [
      put('event', {
        id: uuid('e', 1),
        organisationId: LENDER.organisationId,
        name: 'Marathon',
        date: '2026-06-06',
        timeZone: 'UTC',
      }),
      put('assignment', {
        ...{ id: namedLoan(1).boxId, boxId: namedLoan(1).boxId, organisationId: LENDER.organisationId },
        ...{ eventId: uuid('e', 1), checkpointIds: [], backup: false },
      }),
      put('session', {
        ...{
          id: uuid('e', 2),
          boxId: namedLoan(1).boxId,
          boxSerial: 'CLBX30201',
          organisationId: LENDER.organisationId,
        },
        ...{ checkpointIds: [], alias: '', startedAt: ISSUED_AT, startedById: LENDER.memberId },
      }),
    ]
    const inTime = cloudSide(...use)
    expect(take(inTime).kind).toBe('accepted')
    expect(inTime.records.get('assignment', namedLoan(1).boxId)).toBeUndefined()
    expect(inTime.records.get('session', uuid('e', 2))).toMatchObject({ stoppedAt: NOW, stopReason: 'box-lent' })
    expect(historyIn(inTime).some((line) => line.startsWith('lender released'))).toBe(true)
    const late = cloudSide(...use)
    expect(take(late, TAKER, ticketOf(), { at: NOW, now: timePlus(END, HOUR_MS) }).kind).toBe('accepted')
    expect(late.records.get('assignment', namedLoan(1).boxId)).toBeDefined()
    expect(late.records.get('session', uuid('e', 2))?.stoppedAt).toBeUndefined()
  })

  it('[F4] the owner’s report is of the same loan, or it is another’s id', () => {
    const hash = sha256Hex('x')
    const other: readonly (readonly [Party, object, Giving])[] = [
      [LENDER, { boxId: namedLoan(2).boxId }, {}],
      [LENDER, { validity: '1w' }, {}],
      [LENDER, { recipientId: TAKER.organisationId }, {}],
      [LENDER, {}, { at: timePlus(ISSUED_AT, -HOUR_MS) }],
      [LENDER, {}, { at: timePlus(ISSUED_AT, 1000) }],
      [THIRD, {}, {}],
    ]
    for (const [by, part, giving] of other) {
      const side = cloudSide()
      take(side)
      expect(
        side.give(by, 'createShareToken', reportOf(1, part), { at: REPORTED_AT, now: NOW, ...giving }),
      ).toMatchObject({
        code: 'COMMAND_INVALID',
        details: { fields: [{ field: 'loanId', problem: 'taken' }] },
      })
    }
    const side = cloudSide()
    take(side)
    expect(report(side, { note: 'Back by Monday' }).kind).toBe('accepted')
    expect(loanIn(side)?.note).toBe('Back by Monday')
    // Once is enough, and with another code it would be another.
    expect(report(side, { tokenHash: hash })).toMatchObject({ code: 'COMMAND_INVALID' })
  })

  it('[L17] a report after its ticket keeps one code to one lender and one partner', () => {
    const side = cloudSide()
    const recipientId = THIRD.organisationId
    side.give(LENDER, 'createShareToken', reportOf(2, { recipientId }), { at: REPORTED_AT, now: NOW })
    take(side)
    expect(report(side, { tokenHash: reportOf(2).tokenHash })).toMatchObject({ code: 'COMMAND_INVALID' })
    expect(report(side).kind).toBe('accepted')
  })

  it('[F6] a lender’s clock that is a little ahead changes nothing: the cloud holds the report to its own time', () => {
    const ahead = 90_000
    const ticket = ticketOf({ issuedAt: timePlus(NOW, ahead) })
    const heldTo = (now: string) => ({ at: now, now })
    const ownerFirst = cloudSide()
    expect(report(ownerFirst, {}, heldTo(NOW)).kind).toBe('accepted')
    expect(take(ownerFirst, TAKER, ticket, heldTo(timePlus(NOW, 5000)))).toMatchObject({ kind: 'accepted' })
    const takerFirst = cloudSide()
    expect(take(takerFirst, TAKER, ticket, heldTo(NOW)).kind).toBe('accepted')
    expect(report(takerFirst, {}, heldTo(timePlus(NOW, 5000))).kind).toBe('accepted')
    // Ten minutes, as everywhere.
    const far = cloudSide()
    report(far, {}, heldTo(timePlus(NOW, -11 * 60_000)))
    expect(take(far, TAKER, ticketOf({ issuedAt: NOW }), heldTo(NOW))).toMatchObject({ details: { reason: 'differs' } })
  })
})

describe('a ticket on the recipient’s laptop', () => {
  it('[F4] [L7] [O9] opens the loan at once, with what it tells of box and owner', () => {
    const laptop = laptopSide(TAKER)
    const decision = take(laptop, TAKER, ticketOf({ note: 'Start line' }))
    expect(decision).toMatchObject({ kind: 'accepted', details: { loanIds: [loanIdOf(1)], leftOut: [] } })
    expect(boxIn(laptop)).toMatchObject({
      ...{ serial: 'CLBX30201', ownerId: LENDER.organisationId, holderId: TAKER.organisationId },
    })
    expect(laptop.records.get('partner', LENDER.organisationId)).toEqual({
      ...{ id: LENDER.organisationId, name: 'Sierra Timing', number: 1001, since: NOW },
    })
    expect(loanIn(laptop)).toMatchObject({ note: 'Start line', acceptedAt: NOW, createdAt: ISSUED_AT, endsAt: END })
    const box = boxIn(laptop)
    expect(box && custodyOf(laptop.records, box, TAKER.organisationId)).toMatchObject({ state: 'borrowed' })
    const event = { eventId: uuid('e', 9), name: 'Marathon', date: '2026-06-06' }
    expect(laptop.give(TAKER, 'createEvent', event).kind).toBe('accepted')
    const assigned = laptop.give(TAKER, 'assignBox', {
      boxId: namedLoan(1).boxId,
      eventId: uuid('e', 9),
      checkpointIds: [],
    })
    expect(assigned.kind).toBe('accepted')
  })

  it('[F4] decides the loan as the cloud does', () => {
    const [laptop, cloud] = [laptopSide(TAKER), cloudSide()]
    take(laptop)
    take(cloud)
    const loan = loanIn(cloud)
    const { boxAlias: _, ...seen } = (loan && viewOf(cloud.records, 'loan', loan, TAKER.organisationId)) ?? {}
    expect(loanIn(laptop)).toMatchObject(seen)
  })

  it('[O8] a look-alike of a known partner’s name stays somebody else, by id and number', () => {
    const known = { id: THIRD.organisationId, name: 'Sierra Timing', number: 1003, since: ISSUED_AT }
    const laptop = laptopSide(TAKER, put('partner', known))
    const lookAlike = ticketOf({ note: 'Sierra Timing' }, { certified: { organisationName: 'Sierra Тiming' } })
    expect(take(laptop, TAKER, lookAlike).kind).toBe('accepted')
    expect(laptop.records.get('partner', THIRD.organisationId)).toEqual(known)
    expect(laptop.records.get('partner', LENDER.organisationId)).toMatchObject({
      name: 'Sierra Тiming',
      number: 1001,
      since: NOW,
    })
  })

  it('[L4] [F6] ends by its own time, with nothing heard of the cloud', () => {
    const laptop = laptopSide(TAKER)
    take(laptop)
    const given = laptop.give(
      TAKER,
      'createEvent',
      { eventId: uuid('e', 9), name: 'E', date: '2026-06-07' },
      { at: END },
    )
    expect(given.kind).toBe('accepted')
    expect(loanIn(laptop)).toMatchObject({ endedAt: END, endReason: 'expired' })
    expect(boxIn(laptop)?.holderId).toBe(LENDER.organisationId)
  })

  it('[F6] waits for a clock that is behind, and refuses what the signed list has', () => {
    expect(take(laptopSide(TAKER), TAKER, ticketOf(), { isClockBehind: true })).toMatchObject({
      code: 'TICKET_CLOCK',
      details: { reason: 'clock-behind' },
    })
    expect(take(laptopSide(TAKER), TAKER, ticketOf(), { endedAt: () => NOW })).toMatchObject({ code: 'TOKEN_REVOKED' })
  })
})

describe('two claims', () => {
  it('[F3] [L5] the first to reach the cloud wins; the other learns who, and since when', () => {
    for (const isReported of [false, true]) {
      const side = cloudSide()
      if (isReported) report(side)
      expect(take(side, THIRD).kind).toBe('accepted')
      const before = outcomeIn(side)
      expect(take(side, TAKER, ticketOf(), { at: timePlus(NOW, -1000), now: later(2) })).toMatchObject({
        code: 'TOKEN_USED',
        details: { byYou: false, organisationName: 'Valle Chrono', since: NOW },
      })
      expect(outcomeIn(side)).toEqual(before)
    }
  })

  it('[F3] the office lent the same box meanwhile', () => {
    const office = reportOf(1, {
      loanId: loanIdOf(9),
      recipientId: THIRD.organisationId,
      tokenHash: sha256Hex('office'),
    })
    const reserved = cloudSide()
    reserved.give(LENDER, 'createShareToken', office, { at: later(0.5), now: NOW })
    expect(take(reserved)).toEqual({
      kind: 'refused',
      code: 'BOX_LENT',
      details: { serial: 'CLBX30201', byYou: false, since: later(0.5) },
    })
    const lent = cloudSide()
    lent.give(LENDER, 'createShareToken', { ...office, recipientId: undefined }, { at: later(0.5), now: NOW })
    const loan = lent.records.get('loan', loanIdOf(9))
    for (const [recipient, byYou] of [
      [THIRD, false],
      [TAKER, true],
    ] as const) {
      if (loan === undefined) continue
      const taken = { ...loan, recipientId: recipient.organisationId, acceptedAt: NOW }
      lent.records.apply({ kind: 'loan', id: loan.id, body: taken })
      const details = { byYou, since: NOW, organisationName: recipient.name }
      expect(take(lent)).toMatchObject({ code: 'BOX_LENT', details })
    }
    // And the lender's laptop is refused likewise, when it reports its own.
    expect(report(lent)).toMatchObject({ code: 'BOX_LENT' })
  })

  it('[F8] two laptops of one organisation are no conflict: the second changes nothing', () => {
    for (const side of [cloudSide(), laptopSide(TAKER)]) {
      take(side)
      const again = take(side, { ...TAKER, installationId: THIRD.installationId }, ticketOf(), { at: later(2) })
      expect(again).toEqual({ kind: 'accepted', changes: [], details: { loanIds: [loanIdOf(1)], leftOut: [] } })
    }
  })

  it('[L15] addressed: nobody else takes it, and the record says so too', () => {
    const addressed = ticketOf({ addresseeId: TAKER.organisationId })
    expect(take(cloudSide(), THIRD, addressed)).toMatchObject({ code: 'TOKEN_NOT_FOR_YOU' })
    const side = cloudSide()
    expect(take(side, TAKER, addressed).kind).toBe('accepted')
    expect(loanIn(side)).toMatchObject({ addressedToId: TAKER.organisationId })
    const reported = cloudSide()
    report(reported, { recipientId: THIRD.organisationId })
    for (const ticket of [addressed, ticketOf()]) {
      expect(take(reported, TAKER, ticket)).toMatchObject({ code: 'TICKET_INVALID', details: { reason: 'differs' } })
    }
  })

  it('[F4] a ticket that says otherwise than its owner’s report is none', () => {
    const [one, two] = [namedLoan(1), namedLoan(2)]
    const others = [
      ticketOf({ loans: [{ ...one, boxId: two.boxId }] }),
      ticketOf({ issuedAt: later(-1) }),
      ticketOf({ issuedAt: timePlus(ISSUED_AT, -1000) }),
      ticketOf({ endsAt: timePlus(ISSUED_AT, 7 * DAY_MS) }),
      ticketOf({}, { by: THIRD }),
    ]
    for (const ticket of others) {
      const side = cloudSide()
      report(side)
      expect(take(side, TAKER, ticket)).toMatchObject({ code: 'TICKET_INVALID', details: { reason: 'differs' } })
    }
  })

  it('[F4] a box that isn’t the signer’s can’t be lent by it', () => {
    const theirs = boxOf(1, { ownerId: THIRD.organisationId, holderId: THIRD.organisationId })
    const wrong = [cloudSide(theirs), cloudSide(boxOf(1, { retiredAt: ISSUED_AT }))]
    for (const side of wrong)
      expect(take(side)).toMatchObject({ code: 'TICKET_INVALID', details: { reason: 'no-such-box' } })
    for (const loan of [
      { ...namedLoan(1), serial: 'CLBX99999' },
      { ...namedLoan(7), serial: 'CLBX30201' },
    ]) {
      const refused = { code: 'TICKET_INVALID', details: { reason: 'no-such-box' } }
      expect(take(cloudSide(), TAKER, ticketOf({ loans: [loan] }))).toMatchObject(refused)
    }
  })
})

describe('who may', () => {
  const lost = {
    'a role that lends no more': [memberOf(LENDER, READ_ONLY.id)],
    'a role that is gone': [memberOf(LENDER, uuid('c', 77))],
    'another organisation’s role': [
      memberOf(LENDER, uuid('c', 78)),
      put('role', {
        id: uuid('c', 78),
        organisationId: THIRD.organisationId,
        name: 'R',
        permissions: PERMISSIONS,
        builtIn: false,
      }),
    ],
    'a member that was removed': [{ kind: 'member', id: LENDER.memberId, body: null } as const],
    'an installation that was revoked': [installationOf(LENDER, { revokedAt: ISSUED_AT })],
    'an installation that nobody knows': [{ kind: 'installation', id: LENDER.installationId, body: null } as const],
  }

  it.each(Object.entries(lost))(
    '[O8] [F4] %s: the ticket opens nothing, but what was reported in time stands',
    (_, changes) => {
      const refused = { code: 'TICKET_INVALID', details: { reason: 'may-not-lend' } }
      expect(take(cloudSide(...changes))).toMatchObject(refused)
      const reported = cloudSide()
      report(reported)
      for (const change of changes) reported.records.apply(change)
      expect(take(reported).kind).toBe('accepted')
      // Nor does its slip extend.
      expect(reported.give(TAKER, 'extendShare', { slip: extensionOf() })).toMatchObject(refused)
      expect(loanIn(reported)?.endsAt).toBe(timePlus(END, 250))
    },
  )

  it('[L6] at the plan’s limit nothing is taken, and nothing changes', () => {
    const two = ticketOf({ loans: [namedLoan(1), namedLoan(2)] })
    for (const side of [cloudSide(organisationOf(TAKER, 1)), laptopSide(TAKER, organisationOf(TAKER, 1))]) {
      expect(take(side, TAKER, two)).toMatchObject({
        code: 'PLAN_LIMIT',
        details: { allowance: 1, used: 0, wanted: 2 },
      })
      expect([loanIn(side), loanIn(side, 2)]).toEqual([undefined, undefined])
      expect(take(side).kind).toBe('accepted')
      expect(take(side, TAKER, ticketOf({ loans: [namedLoan(2)] }))).toMatchObject({ code: 'PLAN_LIMIT' })
      expect(boxesCounted(side.records, TAKER.organisationId).length).toBe(1)
    }
  })

  it('[L6] one that is over fills no place, one that was extended does', () => {
    const late = { at: NOW, now: timePlus(END, HOUR_MS) }
    const over = cloudSide(organisationOf(TAKER, 0))
    expect(take(over, TAKER, ticketOf(), late).kind).toBe('accepted')
    const extended = cloudSide(organisationOf(TAKER, 0))
    report(extended)
    expect(extended.give(LENDER, 'extendShare', { loanId: loanIdOf(1), validity: '1w' }).kind).toBe('accepted')
    expect(take(extended, TAKER, ticketOf(), late)).toMatchObject({ code: 'PLAN_LIMIT' })
    extended.records.apply(organisationOf(TAKER, 1))
    expect(take(extended, TAKER, ticketOf(), late).kind).toBe('accepted')
    expect(boxIn(extended)?.holderId).toBe(TAKER.organisationId)
  })

  it('[O4] each form of the arguments needs the right of who gives it', () => {
    const slip = slipOf('return-slip')
    const forms = [
      ['acceptShareToken', { ticket: ticketOf() }, 'share.borrow'],
      ['acceptShareToken', { token: '7K3M9QXW2HDT4FBF' }, 'share.borrow'],
      ['extendShare', { slip: extensionOf() }, 'share.borrow'],
      ['extendShare', { loanId: loanIdOf(1), validity: '1d' }, 'share.lend'],
      ['extendShare', { loanId: loanIdOf(1), validity: '1d', slip: extensionOf() }, 'share.lend'],
      ['returnBox', { slip }, 'share.borrow'],
      ['returnBox', { loanId: loanIdOf(1) }, 'share.borrow'],
      ['noteReceipt', { slip: slipOf('receipt') }, 'share.lend'],
    ] as const
    for (const [type, args, permission] of forms) {
      const all = PERMISSIONS.filter((other) => other !== permission)
      const refused = { code: 'FORBIDDEN', details: { permission } }
      expect(cloudSide().give(TAKER, type, args, { permissions: all })).toMatchObject(refused)
      expect(cloudSide().give(TAKER, type, args, { permissions: [permission] })).not.toMatchObject({
        code: 'FORBIDDEN',
      })
    }
  })

  it('[O4] bad input is told apart: no arguments of either form, and no ticket', () => {
    const side = cloudSide()
    const bad: readonly (readonly [Parameters<Side['give']>[1], object])[] = [
      ['acceptShareToken', {}],
      ['acceptShareToken', { ticket: 5 }],
      ['acceptShareToken', { ticket: 'T'.repeat(8001) }],
      ['extendShare', { slip: null }],
      ['extendShare', { loanId: loanIdOf(1), validity: '2d' }],
      ['extendShare', { loanId: loanIdOf(1), validity: '1d', endsAt: 'soon' }],
      ['returnBox', { slip: ['TRK1:'] }],
      ['returnBox', {}],
      ['noteReceipt', {}],
      ['noteReceipt', { slip: 'T'.repeat(8001) }],
    ]
    for (const [type, args] of bad) {
      expect(side.give(TAKER, type, args)).toMatchObject({
        code: 'COMMAND_INVALID',
        details: { fields: expect.any(Array) },
      })
    }
    const texts = ['', 'TRK1:', 'hello', cardlike(), ticketOf({}, { root: UNKNOWN_ROOT })]
    for (const text of texts) {
      expect(take(side, TAKER, text)).toMatchObject({ code: 'TICKET_INVALID' })
      for (const type of ['extendShare', 'returnBox', 'noteReceipt'] as const) {
        expect(side.give(TAKER, type, { slip: text })).toMatchObject({ code: 'TICKET_INVALID' })
      }
    }
    // A ticket is no slip, and one slip no other.
    expect(side.give(TAKER, 'returnBox', { slip: slipOf('receipt') })).toMatchObject({
      details: { reason: 'wrong-type' },
    })
    expect(side.give(TAKER, 'noteReceipt', { slip: ticketOf() })).toMatchObject({ details: { reason: 'wrong-type' } })
  })
})

/** Bytes that are a certificate, and no more. */
function cardlike(): string {
  return `TRK1:${Buffer.from(certificateOf()).toString('hex').toUpperCase()}`
}

describe('several boxes', () => {
  const all = [1, 2, 3, 4].map(namedLoan)
  const ticket = ticketOf({ loans: all })

  it('[L17] those that are gone are left out and named', () => {
    const side = cloudSide(boxOf(4, { retiredAt: ISSUED_AT }))
    for (const number of [1, 2]) {
      side.give(LENDER, 'createShareToken', reportOf(number), { at: REPORTED_AT, now: NOW })
    }
    take(side, THIRD, ticketOf({ loans: [namedLoan(1)] }))
    side.give(LENDER, 'revokeShare', { loanId: loanIdOf(2) })
    const decision = take(side, TAKER, ticket)
    expect(decision).toMatchObject({
      kind: 'accepted',
      details: {
        loanIds: [loanIdOf(3)],
        leftOut: [
          { serial: 'CLBX30201', code: 'TOKEN_USED' },
          { serial: 'CLBX30202', code: 'TOKEN_REVOKED' },
          { serial: 'CLBX30204', code: 'TICKET_INVALID' },
        ],
      },
    })
    expect([1, 2, 3, 4].map((number) => loanIn(side, number)?.recipientId)).toEqual([
      ...[THIRD.organisationId, undefined, TAKER.organisationId, undefined],
    ])
  })

  it('[L17] one that the signed list has is left out on a laptop too', () => {
    const endedAt = (loanId: string) => (loanId === loanIdOf(2) ? NOW : undefined)
    const laptop = laptopSide(TAKER)
    expect(take(laptop, TAKER, ticket, { endedAt })).toMatchObject({
      details: { loanIds: [1, 3, 4].map(loanIdOf), leftOut: [{ serial: 'CLBX30202', code: 'TOKEN_REVOKED' }] },
    })
    expect(boxIn(laptop, 2)).toBeUndefined()
  })

  it('[L17] refused with the first one’s code where none is left', () => {
    const side = cloudSide()
    for (const number of [1, 2]) {
      side.give(LENDER, 'createShareToken', reportOf(number), { at: REPORTED_AT, now: NOW })
    }
    take(side, THIRD, ticketOf({ loans: [namedLoan(2)] }))
    side.give(LENDER, 'revokeShare', { loanId: loanIdOf(1) })
    const [one, two] = [namedLoan(1), namedLoan(2)]
    expect(take(side, TAKER, ticketOf({ loans: [one, two] }))).toMatchObject({ code: 'TOKEN_REVOKED' })
    expect(take(side, TAKER, ticketOf({ loans: [two, one] }))).toMatchObject({ code: 'TOKEN_USED' })
  })

  it('[F8] [L17] some of them are ours already: the rest comes', () => {
    const side = cloudSide()
    take(side, TAKER, ticketOf({ loans: [namedLoan(2)] }))
    expect(take(side, TAKER, ticket)).toMatchObject({
      details: { loanIds: all.map(({ loanId }) => loanId), leftOut: [] },
    })
    expect([1, 2, 3, 4].map((number) => boxIn(side, number)?.holderId)).toEqual(all.map(() => TAKER.organisationId))
  })
})

describe('a return slip', () => {
  const slip = slipOf('return-slip', { at: later(3) })
  const giveBack = (side: Side, by: Party, text = slip, now = later(4)) =>
    side.give(by, 'returnBox', { slip: text }, { at: now, now })

  it('[F4] [L9] from either side: frees the box, and its time counts', () => {
    for (const by of [TAKER, LENDER]) {
      for (const side of [cloudSide(), laptopSide(by)]) {
        if (by === LENDER) report(side)
        if (by === TAKER || side.records.get('member', TAKER.memberId)) take(side)
        expect(giveBack(side, by)).toMatchObject({ kind: 'accepted', details: { loanIds: [loanIdOf(1)] } })
        expect(loanIn(side)).toMatchObject({ endedAt: later(3), endReason: 'returned' })
        expect(boxIn(side)?.holderId).toBe(LENDER.organisationId)
        expect(giveBack(side, by)).toMatchObject({ code: 'LOAN_ENDED', details: { endReason: 'returned' } })
      }
    }
  })

  it('[F4] its time is held between acceptance and now', () => {
    const endedBy = (at: string, now: string) => {
      const side = cloudSide()
      take(side)
      expect(giveBack(side, TAKER, slipOf('return-slip', { at }), now).kind).toBe('accepted')
      return loanIn(side)?.endedAt
    }
    expect(endedBy(timePlus(NOW, -HOUR_MS), later(4))).toBe(NOW)
    expect(endedBy(timePlus(later(4), 300_000), later(4))).toBe(later(4))
    expect(endedBy(later(2), later(4))).toBe(later(2))
  })

  it('[F4] before its acceptance was heard of: it says who took it, and nobody else can any more', () => {
    const side = cloudSide()
    report(side)
    expect(giveBack(side, LENDER).kind).toBe('accepted')
    expect(loanIn(side)).toMatchObject({
      endReason: 'returned',
      endedAt: later(3),
      receiptFromId: TAKER.organisationId,
    })
    expect(boxIn(side)?.holderId).toBe(LENDER.organisationId)
    expect(take(side, THIRD, ticketOf(), { at: NOW, now: later(5) })).toMatchObject({
      code: 'TOKEN_USED',
      details: { byYou: false, organisationName: TAKER.name, since: loanIn(side)?.receiptAt },
    })
    expect(take(side, TAKER, ticketOf(), { at: NOW, now: later(5) }).kind).toBe('accepted')
    expect(loanIn(side)).toMatchObject({ recipientId: TAKER.organisationId, acceptedAt: NOW, endedAt: later(3) })
    expect(loanIn(side)).not.toHaveProperty('receiptFromId')
    expect(boxIn(side)?.holderId).toBe(LENDER.organisationId)
  })

  it('[L10] an acceptance that was given after that end leaves no time that is anybody’s', () => {
    const side = cloudSide()
    report(side)
    giveBack(side, LENDER)
    expect(take(side, TAKER, ticketOf(), { at: later(3.5), now: later(5) }).kind).toBe('accepted')
    expect(loanIn(side)).toMatchObject({ acceptedAt: later(3), endedAt: later(3) })
  })

  it('[F4] the owner’s laptop knows whose it is, by the certified name', () => {
    const laptop = laptopSide(LENDER)
    report(laptop)
    expect(giveBack(laptop, LENDER).kind).toBe('accepted')
    expect(laptop.records.get('partner', TAKER.organisationId)).toMatchObject({
      name: TAKER.name,
      number: TAKER.number,
    })
    const own = laptopSide(TAKER)
    take(own)
    expect(giveBack(own, TAKER).kind).toBe('accepted')
    expect(own.records.get('partner', TAKER.organisationId)).toBeUndefined()
  })

  it('[F4] [O7] by another organisation than has the box it is nothing, and to others the loan isn’t there', () => {
    const side = cloudSide()
    take(side)
    const theirs = slipOf('return-slip', { at: later(3) }, { by: THIRD })
    expect(giveBack(side, LENDER, theirs)).toMatchObject({ code: 'TICKET_INVALID', details: { reason: 'differs' } })
    expect(giveBack(side, THIRD, theirs)).toMatchObject({ code: 'NOT_FOUND' })
    expect(giveBack(side, THIRD)).toMatchObject({ code: 'NOT_FOUND' })
    const addressed = cloudSide()
    report(addressed, { recipientId: TAKER.organisationId })
    expect(giveBack(addressed, LENDER, theirs)).toMatchObject({ details: { reason: 'differs' } })
    const lenders = slipOf('return-slip', { at: later(3) }, { by: LENDER })
    const open = cloudSide()
    report(open)
    expect(giveBack(open, LENDER, lenders)).toMatchObject({ details: { reason: 'differs' } })
    expect(loanIn(open)?.endedAt).toBeUndefined()
  })

  it('[L17] of several: those that can be are given back, and only they are named', () => {
    const side = cloudSide()
    take(side, TAKER, ticketOf({ loans: [1, 2].map(namedLoan) }))
    giveBack(side, TAKER)
    const three = slipOf('return-slip', { at: later(3), loanIds: [1, 2, 2, 3].map(loanIdOf) })
    expect(giveBack(side, TAKER, three)).toMatchObject({ kind: 'accepted', details: { loanIds: [loanIdOf(2)] } })
    expect(giveBack(side, TAKER, three)).toMatchObject({ code: 'LOAN_ENDED' })
  })
})

describe('an extension slip', () => {
  const longer = timePlus(END, DAY_MS)
  const slip = extensionOf({ at: later(2) })
  const sendOn = (side: Side, by: Party, text = slip) => side.give(by, 'extendShare', { slip: text }, { at: later(4) })
  const extend = (side: Side) =>
    side.give(
      LENDER,
      'extendShare',
      { loanId: loanIdOf(1), validity: '1d', endsAt: timePlus(longer, 250) },
      { at: timePlus(later(2), 250), now: later(5) },
    )
  const lent = () => {
    const side = cloudSide()
    report(side)
    take(side)
    return side
  }

  it('[L13] [F4] from either side, in the cloud and on the recipient’s laptop', () => {
    const laptop = laptopSide(TAKER)
    take(laptop)
    for (const [side, by] of [
      [lent(), TAKER],
      [lent(), LENDER],
      [laptop, TAKER],
    ] as const) {
      expect(sendOn(side, by)).toMatchObject({ kind: 'accepted', details: { loanIds: [loanIdOf(1)] } })
      expect(loanIn(side)?.endsAt).toBe(longer)
      const history = historyIn(side)
      expect(sendOn(side, by).kind).toBe('accepted')
      expect(historyIn(side)).toEqual(history)
    }
  })

  it('[L13] [F4] the owner’s own command and its slip extend once, in whichever order', () => {
    const [slipFirst, ownFirst] = [lent(), lent()]
    for (const decision of [sendOn(slipFirst, TAKER), extend(slipFirst), extend(ownFirst), sendOn(ownFirst, TAKER)]) {
      expect(decision.kind).toBe('accepted')
    }
    expect(outcomeIn(slipFirst)).toEqual(outcomeIn(ownFirst))
    expect(outcomeIn(slipFirst).loan.endsAt).toBe(longer)
  })

  it('[L13] [F4] what is told of an extension after the box was given back is as was wanted, on either side', () => {
    const [slipFirst, ownFirst] = [lent(), lent()]
    expect(sendOn(slipFirst, TAKER).kind).toBe('accepted')
    expect(extend(ownFirst).kind).toBe('accepted')
    for (const side of [slipFirst, ownFirst]) side.give(TAKER, 'returnBox', { loanId: loanIdOf(1) }, { at: later(5) })
    const ended = [outcomeIn(slipFirst), outcomeIn(ownFirst)]
    expect(extend(slipFirst).kind).toBe('accepted')
    expect(sendOn(ownFirst, TAKER).kind).toBe('accepted')
    expect([outcomeIn(slipFirst), outcomeIn(ownFirst)]).toEqual(ended)
    expect(loanIn(slipFirst)?.endReason).toBe('returned')
  })

  it('[L13] twice extended is twice as much, and no command gets more than its validity', () => {
    const side = lent()
    const more = (endsAt: string) => side.give(LENDER, 'extendShare', { loanId: loanIdOf(1), validity: '1d', endsAt })
    more(timePlus(END, DAY_MS + 250))
    more(timePlus(END, 2 * DAY_MS + 250))
    expect(loanIn(side)?.endsAt).toBe(timePlus(END, 2 * DAY_MS + 250))
    more(timePlus(END, 90 * DAY_MS))
    expect(loanIn(side)?.endsAt).toBe(timePlus(END, 3 * DAY_MS + 250))
    side.give(LENDER, 'extendShare', { loanId: loanIdOf(1), validity: '1d' })
    expect(loanIn(side)?.endsAt).toBe(timePlus(END, 4 * DAY_MS + 250))
  })

  it('[L13] it never makes a loan shorter, and extends none that is over, none of another, none unseen', () => {
    const side = lent()
    const shorter = extensionOf({ loans: [{ loanId: loanIdOf(1), endsAt: timePlus(END, -HOUR_MS) }] })
    expect(sendOn(side, TAKER, shorter).kind).toBe('accepted')
    expect(loanIn(side)?.endsAt).toBe(timePlus(END, 250))
    const theirs = extensionOf({}, { by: THIRD })
    expect(sendOn(side, TAKER, theirs)).toMatchObject({ code: 'TICKET_INVALID', details: { reason: 'differs' } })
    expect(sendOn(side, TAKER, extensionOf({}, { by: TAKER }))).toMatchObject({ details: { reason: 'differs' } })
    expect(sendOn(side, THIRD)).toMatchObject({ code: 'NOT_FOUND' })
    side.give(TAKER, 'returnBox', { loanId: loanIdOf(1) })
    expect(sendOn(side, TAKER)).toMatchObject({ code: 'LOAN_ENDED' })
  })

  it('[F4] a ticket is still good whose loan was extended', () => {
    const side = cloudSide()
    report(side)
    sendOn(side, LENDER)
    expect(take(side).kind).toBe('accepted')
    expect(loanIn(side)?.endsAt).toBe(longer)
  })
})

describe('a receipt', () => {
  const note = (side: Side, text = slipOf('receipt', { at: NOW }), by: Party = LENDER) =>
    side.give(by, 'noteReceipt', { slip: text }, { at: later(2) })

  it('[F4] [L11] the owner’s laptop sees to whom its box went, with no cloud', () => {
    const laptop = laptopSide(LENDER)
    report(laptop)
    const twice = slipOf('receipt', { at: NOW, loanIds: [loanIdOf(1), loanIdOf(1)] })
    for (const text of [slipOf('receipt', { at: NOW }), twice]) {
      expect(note(laptop, text)).toMatchObject({ kind: 'accepted', details: { loanIds: [loanIdOf(1)] } })
    }
    expect(loanIn(laptop)).toMatchObject({ receiptFromId: TAKER.organisationId, receiptAt: NOW })
    expect(loanIn(laptop)).not.toHaveProperty('recipientId')
    expect(laptop.records.get('partner', TAKER.organisationId)).toMatchObject({ name: TAKER.name, since: later(2) })
  })

  it('[F4] it binds nobody: another can still take it, and the acceptance takes its place', () => {
    for (const by of [TAKER, THIRD]) {
      const side = cloudSide()
      report(side)
      note(side)
      expect(take(side, by).kind).toBe('accepted')
      expect(loanIn(side)).toMatchObject({ recipientId: by.organisationId })
      expect(loanIn(side)).not.toHaveProperty('receiptFromId')
      expect(note(side).kind).toBe('accepted')
      expect(loanIn(side)).not.toHaveProperty('receiptFromId')
    }
  })

  it('[F4] [O7] of a loan that isn’t one’s own, that was meant for others, or that is one’s own to give, it is nothing', () => {
    const side = cloudSide()
    expect(note(side)).toMatchObject({ code: 'NOT_FOUND' })
    report(side)
    expect(note(side, undefined, THIRD)).toMatchObject({ code: 'NOT_FOUND' })
    expect(note(side, slipOf('receipt', {}, { by: LENDER }))).toMatchObject({ details: { reason: 'differs' } })
    take(side)
    expect(note(side, undefined, TAKER)).toMatchObject({ code: 'NOT_OWNER' })
    const addressed = cloudSide()
    report(addressed, { recipientId: THIRD.organisationId })
    expect(note(addressed)).toMatchObject({ code: 'TICKET_INVALID', details: { reason: 'differs' } })
    expect(loanIn(addressed)).not.toHaveProperty('receiptFromId')
  })

  it('[F6] a receipt from a clock that is ahead is noted as of now', () => {
    const side = cloudSide()
    report(side)
    note(side, slipOf('receipt', { at: timePlus(later(2), 300_000) }))
    expect(loanIn(side)?.receiptAt).toBe(later(2))
  })
})
