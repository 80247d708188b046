import { describe, expect, it } from 'vitest'
import { lend, lendingTerms, withShownEnd } from '../../../electron/core/lending.ts'
import { nextBatch, takeOutcomes } from '../../../electron/core/sync/intake.ts'
import { signedForm } from '../../../electron/core/tickets/signed-form.ts'
import { formatCode, newInvitationCode, newSharingCode } from '../../../shared/codes.ts'
import type { Card } from '../../../shared/desktop-cards.ts'
import { timePlus } from '../../../shared/records/scalars.ts'
import { COSTA_ID, put, record, SIERRA_ID, sierraBox, sierraEvent, uuid } from '../../support/sample-records.ts'
import { acceptedOutcome, openTestDesk, refusedOutcome, SIERRAS, type TestDesk } from '../../support/test-desk.ts'
import { testFolder } from '../../support/test-folder.ts'
import {
  COSTAS,
  certificateText,
  certify,
  costa,
  costaEvent,
  FIRST_BOX,
  formAt,
  lendOf,
  openCostas,
  openSierras,
  receiveAt,
  SECOND_BOX,
  trustRoots,
} from '../../support/ticket-desks.ts'
import { ticketOf } from '../../support/tickets.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const NOW = '2026-06-06T10:00:00.000Z'

function sides() {
  return { sierra: openSierras(testFolder()), costas: openCostas(testFolder()) }
}

function cardsOf({ store }: TestDesk): readonly Card[] {
  return store.cards.readOpen()
}

/** The id of the last command that was given, as sent. */
function sendLast(test: TestDesk): string {
  const last = nextBatch(test.desk).at(-1)
  if (last === undefined) throw new Error('nothing waits')
  return last.id
}

function setTime(test: TestDesk, now: string): void {
  test.wall.now = now
  test.desk.tick()
}

describe('with no internet on either side', () => {
  it('[F4] [L17] [L7] lends two boxes by one ticket, and the other side uses them at once', async () => {
    const { sierra, costas } = sides()
    const { ticket, loanIds } = lendOf(sierra, [FIRST_BOX, SECOND_BOX])
    expect(await receiveAt(costas, ticket)).toEqual({ status: 'done', loanIds, leftOut: [], byTicket: true })
    expect(costas.desk.records.get('box', FIRST_BOX)).toMatchObject({ serial: 'CLBX30201', holderId: COSTA_ID })
    expect(costas.desk.records.get('partner', SIERRA_ID)).toMatchObject({ name: 'Sierra Timing', number: 1001 })
    expect(
      costas.desk.give([
        { type: 'assignBox', args: { boxId: FIRST_BOX, eventId: costaEvent.id } },
        { type: 'startSession', args: { sessionId: uuid('f', 1), boxId: FIRST_BOX } },
      ]),
    ).toMatchObject([{ status: 'done' }, { status: 'done' }])
  })

  it('[F4] the receipt tells the owner to whom they went, the slips that they came back or stay longer', async () => {
    const { sierra, costas } = sides()
    const { ticket, loanIds } = lendOf(sierra, [FIRST_BOX, SECOND_BOX])
    await receiveAt(costas, ticket)
    const [first, second] = loanIds
    if (first === undefined || second === undefined) throw new Error('not two loans')
    expect(await receiveAt(sierra, formAt(costas, 'receipt', loanIds))).toEqual({
      ...{ status: 'slip', form: 'receipt', loanIds, partnerName: 'Costa Crono' },
    })
    expect(sierra.desk.records.get('loan', first)).toMatchObject({ receiptFromId: COSTA_ID })
    expect(sierra.desk.records.get('partner', COSTA_ID)).toMatchObject({ name: 'Costa Crono' })

    sierra.desk.give([{ type: 'extendShare', args: { loanId: first, validity: '1d' } }])
    const endsAt = sierra.desk.records.get('loan', first)?.endsAt
    expect(await receiveAt(costas, formAt(sierra, 'extension-slip', [first]))).toMatchObject({ status: 'slip' })
    expect(costas.desk.records.get('loan', first)?.endsAt).toBe(endsAt)

    setTime(costas, timePlus(NOW, 2 * HOUR_MS))
    setTime(sierra, timePlus(NOW, 3 * HOUR_MS))
    costas.desk.give([{ type: 'returnBox', args: { loanId: second } }])
    const slip = formAt(costas, 'return-slip', [second])
    expect(await receiveAt(sierra, slip)).toMatchObject({ status: 'slip', loanIds: [second] })
    expect(sierra.desk.records.get('loan', second)).toMatchObject({
      ...{ endReason: 'returned', endedAt: timePlus(NOW, 2 * HOUR_MS) },
    })
    expect(sierra.desk.records.get('box', SECOND_BOX)?.holderId).toBe(SIERRA_ID)
    const waiting = sierra.desk.outbox.length
    expect(await receiveAt(sierra, slip)).toMatchObject({ status: 'slip', loanIds: [second] })
    expect(sierra.desk.outbox).toHaveLength(waiting)
  })

  it('[L4] [F6] what was taken by ticket is over when its time comes, confirmed or not', async () => {
    const { sierra, costas } = sides()
    const { ticket, loanIds } = lendOf(sierra)
    await receiveAt(costas, ticket)
    costas.desk.give([{ type: 'assignBox', args: { boxId: FIRST_BOX, eventId: costaEvent.id } }])
    setTime(costas, timePlus(NOW, DAY_MS))
    expect(costas.desk.records.get('box', FIRST_BOX)).toBeUndefined()
    expect(costas.desk.records.get('assignment', FIRST_BOX)).toBeUndefined()
    expect(costas.desk.records.get('loan', loanIds[0] ?? '')).toMatchObject({ endReason: 'expired' })
    expect(cardsOf(costas)).toMatchObject([{ kind: 'ending', entry: { what: 'expired' } }])
    setTime(costas, timePlus(NOW, -DAY_MS))
    expect(await receiveAt(costas, ticket)).toMatchObject({ status: 'refused', code: 'LOAN_ENDED' })
  })

  it('[L15] a partner’s card lets a stranger be named and lent to, and nobody else takes that ticket', async () => {
    const { sierra, costas } = sides()
    certify(costas, COSTAS, { contact: 'Bea Costa, +34 600 000 000' })
    const cardText = formAt(costas, 'card')
    const met = { organisationId: COSTA_ID, name: 'Costa Crono', number: 1002, contact: 'Bea Costa, +34 600 000 000' }
    expect(await receiveAt(sierra, cardText)).toEqual({ status: 'card', partner: met })
    expect(sierra.desk.records.get('partner', COSTA_ID)).toMatchObject({
      ...{ name: 'Costa Crono', contactName: 'Bea Costa', contactPhone: '+34 600 000 000' },
    })
    expect(await receiveAt(sierra, cardText)).toEqual({ status: 'card', partner: met })
    expect(await receiveAt(costas, cardText)).toMatchObject({ status: 'refused', code: 'TOKEN_OWN' })
    const { ticket } = lendOf(sierra, [FIRST_BOX], { recipientId: costa.id })
    expect(await receiveAt(costas, ticket)).toMatchObject({ status: 'done' })
    const other = lendOf(sierra, [SECOND_BOX], {
      recipientId: record('organisation', { ...costa, id: uuid('a', 9) }).id,
    })
    expect(await receiveAt(costas, other.ticket)).toMatchObject({ status: 'refused', code: 'TOKEN_NOT_FOR_YOU' })
  })

  it('[O8] a partner met by card stays across a restart and a new state, and the feed’s own record comes first', async () => {
    const folder = testFolder()
    const sierra = openSierras(folder)
    await receiveAt(sierra, formAt(openCostas(testFolder()), 'card'))
    sierra.close()
    const again = openTestDesk(folder)
    expect(again.desk.records.get('partner', COSTA_ID)?.name).toBe('Costa Crono')
    const since = '2026-05-01T00:00:00.000Z'
    const fromFeed = { id: COSTA_ID, name: 'Costa Crono SL', number: 1002, since }
    again.receive([put('organisation', SIERRAS.organisation)], { reset: true })
    expect(again.desk.records.get('partner', COSTA_ID)?.name).toBe('Costa Crono')
    again.receive([put('partner', fromFeed)])
    expect(again.desk.records.get('partner', COSTA_ID)?.name).toBe('Costa Crono SL')
    expect(await receiveAt(again, formAt(openCostas(testFolder()), 'card'))).toMatchObject({
      partner: { knownSince: since },
    })
    expect(again.desk.records.get('partner', COSTA_ID)?.name).toBe('Costa Crono SL')
    again.close()
  })
})

describe('the ledger and the outbox', () => {
  it('[F4] [F5] a ticket taken is there after a restart, and already ours when scanned again', async () => {
    const folder = testFolder()
    const sierra = openSierras(testFolder())
    const before = openCostas(folder)
    const { ticket, loanIds } = lendOf(sierra)
    await receiveAt(before, ticket)
    before.store.close()
    const after = openTestDesk(folder, NOW, COSTAS)
    expect(after.desk.outbox).toMatchObject([{ type: 'acceptShareToken', args: { ticket } }])
    expect(after.desk.records.get('box', FIRST_BOX)?.holderId).toBe(COSTA_ID)
    expect(await receiveAt(after, ticket)).toEqual({ status: 'ours', loanIds })
    expect(after.desk.outbox).toHaveLength(1)
    expect(formAt(after, 'receipt', loanIds)).toMatch(/^TRK1:/)
    after.close()
  })

  it('[F8] what another laptop of ours took is already ours', async () => {
    const { sierra, costas } = sides()
    const { ticket, loanIds } = lendOf(sierra)
    const loan = sierra.desk.records.get('loan', loanIds[0] ?? '')
    costas.receive([put('loan', { ...loan, id: loan?.id ?? '', recipientId: COSTA_ID, acceptedAt: NOW })])
    expect(await receiveAt(costas, ticket)).toEqual({ status: 'ours', loanIds })
  })

  it('[F4] taken back before it was sent, a ticket can be taken again', async () => {
    const { sierra, costas } = sides()
    const { ticket } = lendOf(sierra)
    await receiveAt(costas, ticket)
    const [command] = costas.desk.outbox
    if (command === undefined) throw new Error('nothing waits')
    expect(costas.desk.discard(command.id)).toHaveLength(1)
    expect(costas.desk.records.get('box', FIRST_BOX)).toBeUndefined()
    expect(await receiveAt(costas, ticket)).toMatchObject({ status: 'done' })
  })

  it('[F4] a ticket, as long as it is, never goes to a window', async () => {
    const { sierra, costas } = sides()
    const { ticket, loanIds } = lendOf(sierra)
    await receiveAt(costas, ticket)
    await receiveAt(sierra, formAt(costas, 'receipt', loanIds))
    expect(JSON.stringify([...costas.pushed, ...sierra.pushed])).not.toContain('TRK1:')
  })
})

describe('what the cloud says of a ticket', () => {
  it('[F3] refused: one card with who won and since when; what stood on it falls with it', async () => {
    const { sierra, costas } = sides()
    const { ticket } = lendOf(sierra)
    await receiveAt(costas, ticket)
    costas.desk.give([{ type: 'assignBox', args: { boxId: FIRST_BOX, eventId: costaEvent.id } }])
    costas.desk.give([{ type: 'startSession', args: { sessionId: uuid('f', 1), boxId: FIRST_BOX } }])
    const [accept, assign, start] = nextBatch(costas.desk)
    expect([assign?.dependsOn, start?.dependsOn]).toEqual([[accept?.id], [accept?.id]])
    const details = { byYou: false, organisationName: 'Valle Cronos', since: '2026-06-06T09:30:00.000Z' }
    takeOutcomes(
      costas.desk,
      [
        refusedOutcome(accept?.id ?? '', 1, 'TOKEN_USED', details),
        refusedOutcome(assign?.id ?? '', 2, 'DEPENDS_ON_REFUSED'),
        refusedOutcome(start?.id ?? '', 3, 'DEPENDS_ON_REFUSED'),
      ],
      costas.watch,
    )
    expect(cardsOf(costas)).toMatchObject([
      {
        ...{ kind: 'refusal', code: 'TOKEN_USED', details, boxSerial: 'CLBX30201', canTryAgain: false },
        fellWith: [{ type: 'assignBox' }, { type: 'startSession' }],
      },
    ])
    expect(costas.desk.records.get('box', FIRST_BOX)).toBeUndefined()
    expect(costas.desk.records.get('assignment', FIRST_BOX)).toBeUndefined()
    // It isn't ours any more, so scanning it tries once more.
    expect(await receiveAt(costas, ticket)).toMatchObject({ status: 'done' })
  })

  it('[F3] what stands on a ticket is known also of a box that was seen through a group', async () => {
    const { sierra, costas } = sides()
    const groupId = uuid('c', 50)
    costas.receive([
      put('group', { id: groupId, name: 'Kit', category: '', parentId: null, ownerId: SIERRA_ID }),
      put('groupShare', {
        ...{ id: groupId, ownerId: SIERRA_ID, receiverId: COSTA_ID, roleId: uuid('a', 80), roleName: 'TIMER' },
        ...{ permissions: ['box.view', 'box.use'], since: NOW },
      }),
      put('box', sierraBox(1, { groupId })),
    ])
    await receiveAt(costas, lendOf(sierra).ticket)
    costas.desk.give([{ type: 'assignBox', args: { boxId: FIRST_BOX, eventId: costaEvent.id } }])
    const [accept, assign] = costas.desk.outbox
    expect(assign?.dependsOn).toEqual([accept?.id])
  })

  it('[L17] [F3] a box that the cloud left out gets a card of its own, and the other one stays', async () => {
    const { sierra, costas } = sides()
    const { ticket, loanIds } = lendOf(sierra, [FIRST_BOX, SECOND_BOX])
    await receiveAt(costas, ticket)
    const gone = { serial: 'CLBX30202', code: 'BOX_LENT', details: { organisationName: 'Valle Cronos', since: NOW } }
    const id = sendLast(costas)
    takeOutcomes(costas.desk, [acceptedOutcome(id, 1, { loanIds: loanIds.slice(0, 1), leftOut: [gone] })], costas.watch)
    expect(cardsOf(costas)).toMatchObject([
      { kind: 'refusal', code: 'BOX_LENT', boxSerial: 'CLBX30202', details: gone.details },
    ])
    expect(costas.store.tickets.takenAt(loanIds[0] ?? '')).toBe(NOW)
    expect(costas.store.tickets.takenAt(loanIds[1] ?? '')).toBeUndefined()
  })

  it('[L6] at the plan’s limit the ticket waits on its card for another try', async () => {
    const { sierra, costas } = sides()
    const { ticket } = lendOf(sierra)
    await receiveAt(costas, ticket)
    const id = sendLast(costas)
    takeOutcomes(costas.desk, [refusedOutcome(id, 1, 'PLAN_LIMIT', { allowance: 2, used: 2 })], costas.watch)
    const [card] = cardsOf(costas)
    expect(card).toMatchObject({ code: 'PLAN_LIMIT', canTryAgain: true, boxSerial: 'CLBX30201' })
    const command = costas.store.cards.find(id)?.command
    if (command === undefined) throw new Error('nothing to try again')
    expect(costas.desk.give([command])).toMatchObject([{ status: 'done' }])
    expect(await receiveAt(costas, ticket)).toMatchObject({ status: 'ours' })
  })

  it('[L6] known here, the limit refuses at once and nothing changes', async () => {
    const costas = openCostas(testFolder(), { allowance: 0 })
    const { ticket } = lendOf(openSierras(testFolder()))
    expect(await receiveAt(costas, ticket)).toMatchObject({ status: 'refused', code: 'PLAN_LIMIT' })
    expect(costas.desk.outbox).toEqual([])
  })

  it('[F3] a box given back that came back already is no card: it is what was wanted', async () => {
    const { sierra, costas } = sides()
    const { ticket, loanIds } = lendOf(sierra)
    await receiveAt(costas, ticket)
    costas.desk.give([{ type: 'returnBox', args: { loanId: loanIds[0] } }])
    const [accept, back] = nextBatch(costas.desk)
    const details = { serial: 'CLBX30201', endReason: 'returned', endedAt: NOW }
    takeOutcomes(
      costas.desk,
      [
        acceptedOutcome(accept?.id ?? '', 1, { loanIds, leftOut: [] }),
        refusedOutcome(back?.id ?? '', 2, 'LOAN_ENDED', details),
      ],
      costas.watch,
    )
    expect(cardsOf(costas)).toEqual([])
    expect(costas.desk.outbox).toHaveLength(1)
  })

  it('[F4] a lending that was refused takes its ticket with it', async () => {
    const { sierra } = sides()
    const { loanIds } = lendOf(sierra)
    takeOutcomes(sierra.desk, [refusedOutcome(sendLast(sierra), 1, 'BOX_IN_USE')], sierra.watch)
    expect(sierra.store.tickets.ticketOf(loanIds[0] ?? '')).toBeUndefined()
    expect(signedForm(sierra.desk, sierra.signer, { form: 'ticket', loanIds })).toBeNull()
  })
})

describe('trusted time', () => {
  it('[F6] with a clock that was set back, taking a ticket waits; what was taken before stays', async () => {
    const { sierra, costas } = sides()
    const first = lendOf(sierra)
    await receiveAt(costas, first.ticket)
    costas.wall.monotonic = NOW
    costas.wall.now = timePlus(NOW, -2 * HOUR_MS)
    const { ticket } = lendOf(sierra, [SECOND_BOX])
    expect(await receiveAt(costas, ticket)).toMatchObject({
      ...{ status: 'refused', code: 'TICKET_CLOCK', details: { reason: 'clock-behind' } },
    })
    costas.desk.refresh([])
    expect(costas.desk.records.get('box', FIRST_BOX)?.holderId).toBe(COSTA_ID)
    costas.wall.now = NOW
    expect(await receiveAt(costas, ticket)).toMatchObject({ status: 'done' })
  })

  it('[F6] a ticket made by a clock that runs ahead is refused, saying that it is the clock', async () => {
    const { sierra, costas } = sides()
    setTime(sierra, timePlus(NOW, 2 * HOUR_MS))
    expect(await receiveAt(costas, lendOf(sierra).ticket)).toMatchObject({
      ...{ status: 'refused', code: 'TICKET_CLOCK', details: { reason: 'issued-ahead' } },
    })
  })
})

describe('what a laptop can sign', () => {
  it('[F4] the ticket has exactly the window of its loans, in whole seconds, and is kept as long as they live', () => {
    const { sierra } = sides()
    setTime(sierra, '2026-06-06T10:00:00.789Z')
    const { ticket, loanIds } = lendOf(sierra, [FIRST_BOX, SECOND_BOX], { note: 'Saturday' })
    expect(sierra.desk.outbox.map(({ givenAt }) => givenAt)).toEqual(Array(2).fill('2026-06-06T10:00:00.789Z'))
    expect(formAt(sierra, 'ticket', loanIds)).toBe(ticket)
    const id = sendLast(sierra)
    sierra.desk.give([{ type: 'revokeShare', args: { loanId: loanIds[0] } }])
    sierra.receive([put('event', sierraEvent())])
    expect(signedForm(sierra.desk, sierra.signer, { form: 'ticket', loanIds: loanIds.slice(0, 1) })).toBeNull()
    expect(formAt(sierra, 'ticket', loanIds.slice(1))).toBe(ticket)
    expect(id).toBeDefined()
  })

  it('[F4] no ticket without a certificate, without the right, or for longer than it lasts, and that is told before', () => {
    const folder = testFolder()
    const sierra = openSierras(folder)
    const terms = () => lendingTerms(sierra.desk, sierra.signer).validities.map(({ fits }) => fits)
    const ticket = (boxId: typeof FIRST_BOX, validity: '1d' | '1w') => {
      const lent = lend(sierra.desk, sierra.signer, { boxIds: [boxId], validity, releaseFromEvent: false })
      return lent.status === 'done' ? lent.ticket : lent
    }
    expect(terms()).toEqual([true, true, true])
    certify(sierra, SIERRAS, { notAfter: timePlus(NOW, 2 * DAY_MS) })
    expect(lendingTerms(sierra.desk, sierra.signer)).toMatchObject({ certificateUntil: timePlus(NOW, 2 * DAY_MS) })
    expect(terms()).toEqual([true, false, false])
    expect(ticket(FIRST_BOX, '1w')).toBeNull()
    certify(sierra, SIERRAS, { mayLend: false })
    expect(terms()).toEqual([false, false, false])
    expect(ticket(SECOND_BOX, '1d')).toBeNull()
    expect(sierra.signer.status()).toMatchObject({ keyIn: 'file', mayLend: false })
    sierra.store.transact(() => sierra.store.startAnew(false))
    expect(sierra.signer.certificate()).toBeUndefined()
    expect(signedForm(sierra.desk, sierra.signer, { form: 'card', loanIds: [] })).toBeNull()
  })

  it('[F4] a certificate for another key or another laptop is not taken', () => {
    const { sierra } = sides()
    const before = sierra.signer.certificate()
    expect(sierra.signer.takeCertificate(certificateText({ ...SIERRAS, keySeed: 5 }))).toBe(false)
    expect(sierra.signer.takeCertificate(certificateText({ ...SIERRAS, installationId: COSTAS.installationId }))).toBe(
      false,
    )
    expect(sierra.signer.takeCertificate('AAAA')).toBe(false)
    expect(sierra.signer.certificate()).toEqual(before)
  })

  it('[F4] no receipt of what was not taken, no return slip of what was not given back, no extension of what was not', async () => {
    const { sierra, costas } = sides()
    const { ticket, loanIds } = lendOf(sierra)
    await receiveAt(costas, ticket)
    const none = (test: TestDesk, form: 'receipt' | 'return-slip' | 'extension-slip') =>
      expect(signedForm(test.desk, test.signer, { form, loanIds })).toBeNull()
    none(sierra, 'receipt')
    none(costas, 'return-slip')
    none(sierra, 'extension-slip')
    none(costas, 'extension-slip')
  })

  it('[F4] a slip made after the certificate was renewed says a time that it covers', async () => {
    const { sierra, costas } = sides()
    const { ticket, loanIds } = lendOf(sierra)
    await receiveAt(costas, ticket)
    setTime(costas, timePlus(NOW, 2 * HOUR_MS))
    setTime(sierra, timePlus(NOW, 2 * HOUR_MS))
    certify(costas, COSTAS, { notBefore: timePlus(NOW, HOUR_MS), notAfter: timePlus(NOW, 20 * DAY_MS) })
    expect(await receiveAt(sierra, formAt(costas, 'receipt', loanIds))).toMatchObject({ status: 'slip' })
  })

  it('[L13] an extension says which end was shown, so that neither it nor its slip comes on top of the other', () => {
    const { sierra } = sides()
    const { loanIds, endsAt } = lendOf(sierra)
    const [loanId] = loanIds
    const command = { type: 'extendShare', args: { loanId, validity: '1w' } }
    expect(withShownEnd(sierra.desk, command).args).toEqual({
      ...command.args,
      endsAt: timePlus(endsAt, 7 * DAY_MS),
    })
    expect(withShownEnd(sierra.desk, { type: 'revokeShare', args: { loanId } }).args).toEqual({ loanId })
  })
})

describe('the one door', () => {
  it('[L3] recognises every code, and says where it belongs', async () => {
    const { sierra } = sides()
    const bytes = new Uint8Array(15).fill(7)
    expect(await receiveAt(sierra, formatCode(newSharingCode(bytes)))).toEqual({
      ...{ status: 'elsewhere', kind: 'sharing-code' },
    })
    expect(await receiveAt(sierra, formatCode(newInvitationCode(bytes)))).toEqual({
      ...{ status: 'elsewhere', kind: 'invitation' },
    })
    expect(await receiveAt(sierra, '7K3M 9QXW 2HDT 4FBG')).toEqual({ status: 'refused', code: 'TOKEN_MALFORMED' })
    expect(await receiveAt(sierra, 'https://example.org/'.repeat(1000))).toMatchObject({ code: 'TOKEN_MALFORMED' })
    expect(sierra.desk.outbox).toEqual([])
  })

  it('[F4] takes a ticket as mail and scanners give it: broken into lines, in small letters', async () => {
    const { sierra, costas } = sides()
    const { ticket } = lendOf(sierra)
    const wrapped = ` ${ticket.toLowerCase().replaceAll(/(.{60})/g, '$1\r\n')}\n`
    expect(await receiveAt(costas, wrapped)).toMatchObject({ status: 'done', byTicket: true })
    expect(await receiveAt(costas, ticket)).toMatchObject({ status: 'ours' })
  })

  it.each([
    ['TRK1:', 'not-canonical'],
    ['TRK1:hello, world', 'unreadable'],
    [`TRK1:${'000'.repeat(4000)}`, 'too-large'],
    [`TRK1:${'0'.repeat(1_500_000)}`, 'too-large'],
  ])('[F4] says what is wrong with %.20s', async (text, reason) => {
    const { costas } = sides()
    expect(await receiveAt(costas, text)).toEqual({ status: 'refused', code: 'TICKET_INVALID', details: { reason } })
    expect(costas.desk.outbox).toEqual([])
  })

  it('[F4] says that a ticket was tampered with, is our own, is over, or was revoked', async () => {
    const { sierra, costas } = sides()
    const { ticket, loanIds } = lendOf(sierra)
    expect(await receiveAt(costas, ticketOf())).toMatchObject({ status: 'done' })
    expect(await receiveAt(costas, ticketOf({}, { signer: { ...tamperer } }))).toMatchObject({
      ...{ code: 'TICKET_INVALID', details: { reason: 'signature' } },
    })
    expect(await receiveAt(sierra, ticket)).toMatchObject({ status: 'refused', code: 'TOKEN_OWN' })
    expect(
      trustRoots(
        costas,
        loanIds.map((loanId) => [loanId, NOW] as const),
      ),
    ).toBe(true)
    expect(costas.trust.listedAt).toBe('2026-06-06T09:00:00.000Z')
    expect(await receiveAt(costas, ticket)).toMatchObject({ status: 'refused', code: 'TOKEN_REVOKED' })
    trustRoots(costas)
    setTime(costas, timePlus(NOW, DAY_MS))
    expect(await receiveAt(costas, ticket)).toMatchObject({ status: 'refused', code: 'TOKEN_EXPIRED' })
  })

  it('[F4] a list of ended loans that no root signed is not taken, and one that is outlasts a restart', async () => {
    const folder = testFolder()
    const { ticket, loanIds } = lendOf(openSierras(testFolder()))
    const costas = openCostas(folder)
    trustRoots(
      costas,
      loanIds.map((loanId) => [loanId, NOW] as const),
    )
    expect(costas.trust.take({ time: NOW, roots: [], ended: 'TRK1:' }, NOW)).toBe(false)
    trustRoots(
      costas,
      loanIds.map((loanId) => [loanId, NOW] as const),
    )
    costas.close()
    const again = openTestDesk(folder, NOW, COSTAS)
    expect(await receiveAt(again, ticket)).toMatchObject({ status: 'refused', code: 'TOKEN_REVOKED' })
    again.close()
  })

  it('[F4] a loan that ended after its ticket was taken stays until the cloud tells', async () => {
    const { sierra, costas } = sides()
    const { ticket, loanIds } = lendOf(sierra)
    await receiveAt(costas, ticket)
    setTime(costas, timePlus(NOW, HOUR_MS))
    trustRoots(
      costas,
      loanIds.map((loanId) => [loanId, timePlus(NOW, HOUR_MS / 2)] as const),
    )
    costas.desk.refresh([])
    expect(costas.desk.records.get('box', FIRST_BOX)?.holderId).toBe(COSTA_ID)
  })
})

const tamperer = { publicKey: new Uint8Array(32), sign: () => new Uint8Array(64) }
