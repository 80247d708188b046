import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { lend, loanCode } from '../../../electron/core/lending.ts'
import { nextBatch, refuseUnreadable, takeOutcomes } from '../../../electron/core/sync/intake.ts'
import { OutcomeWatch } from '../../../electron/core/sync/outcome-watch.ts'
import type { Alert, Given, Push } from '../../../shared/desktop-api.ts'
import type { Card, RefusalCard } from '../../../shared/desktop-cards.ts'
import { boxIdSchema, commandIdSchema, loanIdSchema, timePlus } from '../../../shared/records/scalars.ts'
import {
  borrowedBox,
  borrowedLoan,
  put,
  record,
  SIERRA_ID,
  sierraBox,
  sierraEvent,
  uuid,
} from '../../support/sample-records.ts'
import {
  acceptedOutcome,
  openSierraDesk,
  openTestDesk,
  refusedOutcome,
  type TestDesk,
} from '../../support/test-desk.ts'
import { testFolder } from '../../support/test-folder.ts'

const HOUR_MS = 3_600_000
const boxId = boxIdSchema.parse(uuid('b', 1))
const event = { type: 'createEvent', args: { eventId: uuid('e', 9), name: 'Night run', date: '2026-06-06' } }
const race = { type: 'createRace', args: { raceId: uuid('e', 10), eventId: uuid('e', 9), name: '10 km' } }

function idOf(given: Given | undefined): string {
  if (given === undefined || given.status === 'refused') throw new Error('not given')
  return given.id
}

function cardsOf({ store }: TestDesk): readonly Card[] {
  return store.cards.readOpen()
}

function alertsOf(pushed: readonly Push[]): readonly Alert[] {
  return pushed.flatMap((push) => (push.push === 'alert' ? [push.alert] : []))
}

describe('giving a command offline', () => {
  it('[F2] shows its effect at once, marked as not confirmed', () => {
    const test = openSierraDesk(testFolder())
    test.pushed.length = 0
    test.desk.give([event])
    expect(test.desk.records.get('event', uuid('e', 9))?.name).toBe('Night run')
    expect(test.pushed).toContainEqual(
      expect.objectContaining({
        push: 'replica',
        changes: [expect.objectContaining({ kind: 'event', id: uuid('e', 9), pending: true })],
      }),
    )
    test.close()
  })

  it('[F2] [F5] survives a restart, still not confirmed and in order', () => {
    const folder = testFolder()
    const before = openSierraDesk(folder)
    before.desk.give([event])
    before.desk.give([race])
    before.close()
    const after = openTestDesk(folder)
    expect(after.desk.outbox.map(({ type }) => type)).toEqual(['createEvent', 'createRace'])
    expect(after.desk.records.get('race', uuid('e', 10))?.name).toBe('10 km')
    after.close()
  })

  it('[F2] carries the time at which it was given, not that of sending', () => {
    const test = openSierraDesk(testFolder())
    test.desk.give([event])
    test.wall.now = '2026-06-06T14:00:00.000Z'
    expect(nextBatch(test.desk)).toMatchObject([{ seq: 1, type: 'createEvent', givenAt: '2026-06-06T10:00:00.000Z' }])
    test.close()
  })

  it('[F1] shows everything that was on screen online, after a restart too', () => {
    const folder = testFolder()
    const before = openSierraDesk(folder, [put('box', sierraBox(1)), put('event', sierraEvent())])
    const shown = JSON.stringify([...before.desk.snapshot()])
    before.close()
    const after = openTestDesk(folder)
    expect(JSON.stringify([...after.desk.snapshot()])).toBe(shown)
    after.close()
  })

  it('saves all commands of one act, or none', () => {
    const test = openSierraDesk(testFolder(), [put('box', sierraBox(1))])
    const results = test.desk.give([
      event,
      { type: 'assignBox', args: { boxId: uuid('b', 99), eventId: uuid('e', 9) } },
    ])
    expect(results).toMatchObject([{ status: 'done' }, { status: 'refused', code: 'NOT_FOUND' }])
    expect(test.desk.outbox).toEqual([])
    expect(test.desk.records.get('event', uuid('e', 9))).toBeUndefined()
    test.close()
  })

  it('[F3] knows which commands stand on which others', () => {
    const test = openSierraDesk(testFolder())
    const eventId = idOf(test.desk.give([event])[0])
    test.desk.give([race])
    test.desk.give([{ type: 'createEvent', args: { eventId: uuid('e', 20), name: 'Other', date: '2026-06-07' } }])
    expect(test.desk.outbox.map(({ dependsOn }) => dependsOn)).toEqual([[], [eventId], []])
    test.close()
  })

  it('[O4] refuses at once what the member’s role doesn’t allow', () => {
    const test = openSierraDesk(testFolder(), [put('box', sierraBox(1))])
    expect(test.desk.give([{ type: 'retireBox', args: { boxId } }])).toMatchObject([
      { status: 'refused', code: 'FORBIDDEN', details: { permission: 'box.edit' } },
    ])
    test.close()
  })

  it('takes back what was never sent, with what stands on it, and nothing that was sent', () => {
    const test = openSierraDesk(testFolder())
    const [given] = test.desk.give([event])
    test.desk.give([race])
    const id = test.desk.outbox[0]?.id
    if (id === undefined) throw new Error('nothing waits')
    expect(test.desk.discard(id)).toHaveLength(2)
    expect(test.desk.records.get('event', uuid('e', 9))).toBeUndefined()
    expect(idOf(given)).toBe(id)
    test.desk.give([event])
    nextBatch(test.desk)
    const sent = test.desk.outbox[0]?.id
    if (sent === undefined) throw new Error('nothing waits')
    expect(test.desk.discard(sent)).toEqual([])
    expect(test.desk.outbox).toHaveLength(1)
    test.close()
  })
})

describe('the number of what is given', () => {
  it('[F2] [F5] is kept together with it where it goes out now: a kill before the sending leaves it to be sent again under that number', () => {
    const folder = testFolder()
    const test = openSierraDesk(folder)
    test.sendsAtOnce = true
    const id = idOf(test.desk.give([event])[0])
    expect(test.desk.outbox).toMatchObject([{ id, seq: 1, wasSent: true }])
    expect(test.desk.discard(commandIdSchema.parse(id))).toEqual([])
    test.close()
    const again = openTestDesk(folder)
    expect(again.desk.outbox).toMatchObject([{ id, seq: 1, wasSent: true }])
    expect(nextBatch(again.desk, 'sent before')).toMatchObject([{ id, seq: 1 }])
    again.close()
  })

  it('[F2] waits where others wait, so that all are sent in order; one act’s follow each other', () => {
    const test = openSierraDesk(testFolder())
    test.desk.give([event])
    test.sendsAtOnce = true
    test.desk.give([race])
    expect(test.desk.outbox.map(({ seq }) => seq)).toEqual([undefined, undefined])
    const sent = nextBatch(test.desk)
    expect(sent.map(({ seq, type }) => [seq, type])).toEqual([
      [1, 'createEvent'],
      [2, 'createRace'],
    ])
    const outcomes = sent.map(({ id, seq }) => acceptedOutcome(id, seq))
    takeOutcomes(test.desk, outcomes, new OutcomeWatch())
    const names = ['F', 'G'].map((name, index) => ({ checkpointId: uuid('e', 20 + index), name, kind: 'FINISH' }))
    test.desk.give(names.map((args) => ({ type: 'createCheckpoint', args: { ...args, raceId: uuid('e', 10) } })))
    expect(nextBatch(test.desk)).toMatchObject([
      { seq: 3, args: { name: 'F' } },
      { seq: 4, args: { name: 'G' } },
    ])
    expect(test.desk.outbox.map(({ seq }) => seq)).toEqual([1, 2, 3, 4])
    test.close()
  })
})

describe('what the cloud says of it', () => {
  it('[F3] an accepted command stays on top until its changes have come', () => {
    const test = openSierraDesk(testFolder())
    const id = idOf(test.desk.give([event])[0])
    nextBatch(test.desk)
    takeOutcomes(test.desk, [acceptedOutcome(id, 1)], new OutcomeWatch())
    expect(test.desk.records.get('event', uuid('e', 9))?.name).toBe('Night run')
    const confirmed = { ...event.args, id: uuid('e', 9), organisationId: SIERRA_ID, timeZone: 'UTC' }
    test.receive([put('event', confirmed)])
    expect(test.desk.outbox).toEqual([])
    expect(test.pushed.findLast((push) => push.push === 'replica')).toMatchObject({
      changes: [expect.objectContaining({ kind: 'event', pending: false })],
    })
    test.close()
  })

  it('[F3] a refused one comes back as one card, with what fell with it, and its effect goes', () => {
    const test = openSierraDesk(testFolder(), [put('box', sierraBox(1)), put('event', sierraEvent())])
    const assign = idOf(test.desk.give([{ type: 'assignBox', args: { boxId, eventId: uuid('e', 1) } }])[0])
    const first = idOf(test.desk.give([event])[0])
    const second = idOf(test.desk.give([race])[0])
    const third = idOf(
      test.desk.give([
        {
          type: 'createCheckpoint',
          args: { checkpointId: uuid('e', 11), raceId: uuid('e', 10), name: 'F', kind: 'FINISH' },
        },
      ])[0],
    )
    nextBatch(test.desk)
    takeOutcomes(
      test.desk,
      [
        refusedOutcome(assign, 1, 'BOX_RESERVED', { serial: 'CLBX30201' }),
        refusedOutcome(first, 2, 'FORBIDDEN'),
        refusedOutcome(second, 3, 'DEPENDS_ON_REFUSED'),
        refusedOutcome(third, 4, 'DEPENDS_ON_REFUSED'),
      ],
      new OutcomeWatch(),
    )
    const cards = cardsOf(test)
    expect(cards).toHaveLength(2)
    expect(cards.find(({ id }) => id === assign)).toMatchObject({ code: 'BOX_RESERVED', boxSerial: 'CLBX30201' })
    const folded = cards.find((card): card is RefusalCard => card.kind === 'refusal' && card.id === first)
    expect(folded?.fellWith.map(({ type }) => type)).toEqual(['createRace', 'createCheckpoint'])
    expect(test.desk.records.get('assignment', boxId)).toBeUndefined()
    expect(test.desk.outbox).toEqual([])
    test.close()
  })

  it('[F3] a card stays until it is dealt with, also across a restart', () => {
    const folder = testFolder()
    const test = openSierraDesk(folder)
    const id = idOf(test.desk.give([event])[0])
    nextBatch(test.desk)
    takeOutcomes(test.desk, [refusedOutcome(id, 1, 'FORBIDDEN')], new OutcomeWatch())
    test.close()
    const again = openTestDesk(folder)
    expect(cardsOf(again)).toHaveLength(1)
    again.store.cards.dealWith(id)
    expect(cardsOf(again)).toEqual([])
    again.close()
  })

  it('[L5] a code that the cloud doesn’t know yet is tried again by itself, for a day', () => {
    const test = openSierraDesk(testFolder())
    const [given] = test.desk.give([{ type: 'acceptShareToken', args: { token: '7K3M 9QXW 2HDT 4FBF' } }])
    expect(given?.status).toBe('waiting')
    nextBatch(test.desk)
    takeOutcomes(test.desk, [refusedOutcome(idOf(given), 1, 'TOKEN_UNKNOWN')], new OutcomeWatch())
    expect(cardsOf(test)).toEqual([])
    expect(nextBatch(test.desk)).toEqual([])
    test.wall.now = timePlus(test.wall.now, HOUR_MS)
    const [again] = nextBatch(test.desk)
    expect(again).toMatchObject({ seq: 2, args: { token: '7K3M 9QXW 2HDT 4FBF' } })
    test.wall.now = timePlus(test.wall.now, 24 * HOUR_MS)
    takeOutcomes(test.desk, [refusedOutcome(again?.id ?? '', 2, 'TOKEN_UNKNOWN')], new OutcomeWatch())
    expect(cardsOf(test)).toMatchObject([{ kind: 'refusal', code: 'TOKEN_UNKNOWN', canTryAgain: true }])
    test.close()
  })

  it('[L3] a mistyped code never leaves the laptop', () => {
    const test = openSierraDesk(testFolder())
    const [given] = test.desk.give([{ type: 'acceptShareToken', args: { token: '7K3M 9QXW 2HDT 4FBG' } }])
    expect(given).toMatchObject({ status: 'refused', code: 'TOKEN_MALFORMED' })
    expect(test.desk.outbox).toEqual([])
    test.close()
  })

  it('assigns seq durably before the first sending, and keeps it for the next', () => {
    const folder = testFolder()
    const test = openSierraDesk(folder)
    test.desk.give([event])
    const [sent] = nextBatch(test.desk)
    test.close()
    const again = openTestDesk(folder)
    again.desk.give([race])
    expect(nextBatch(again.desk).map(({ seq, id }) => [seq, id])).toEqual([
      [1, sent?.id],
      [2, again.desk.outbox[1]?.id],
    ])
    again.close()
  })
})

describe('the feed', () => {
  it('[O7] what access ended to is gone from the database file too', () => {
    const folder = testFolder()
    const secret = 'UNMISTAKABLE-ALIAS-OF-A-BORROWED-BOX'
    const box = { ...borrowedBox(), alias: secret }
    const test = openSierraDesk(folder, [put('box', box), put('loan', borrowedLoan())])
    test.receive([{ kind: 'box', id: box.id, body: null }])
    test.close()
    expect(readFileSync(join(folder, 'member.db')).includes(secret)).toBe(false)
  })

  it('takes a whole new state in only when it is complete, and keeps the outbox', () => {
    const test = openSierraDesk(testFolder(), [put('box', sierraBox(1)), put('box', sierraBox(2))])
    test.desk.give([event])
    test.receive([put('box', sierraBox(3))], { reset: true, more: true })
    expect([...test.desk.records.all('box')]).toHaveLength(2)
    test.receive([put('box', sierraBox(4))], { more: false })
    expect([...test.desk.records.all('box')].map(({ serial }) => serial)).toEqual(['CLBX30203', 'CLBX30204'])
    expect(test.desk.outbox).toHaveLength(1)
    expect(test.desk.records.get('event', uuid('e', 9))).toBeDefined()
    test.close()
  })

  it('[O7] [L16] of a whole new state keeps the last that came of each record, and nothing that went meanwhile', () => {
    const folder = testFolder()
    const test = openSierraDesk(folder, [put('box', sierraBox(9))])
    const step = { organisationId: SIERRA_ID, boxId, boxSerial: 'CLBX30201', at: '2026-06-06T08:00:00.000Z' }
    const by = { memberName: null, installationName: null, offline: false, what: 'edited' }
    const entry = (id: string, part = {}) => put('historyEntry', { id, ...step, ...by, ...part } as never)
    test.receive([put('box', sierraBox(1)), put('box', sierraBox(2)), entry('one'), entry('two')], {
      reset: true,
      more: true,
    })
    test.receive([put('box', sierraBox(1, { alias: 'Later' })), entry('two', { what: 'retired' })], { more: true })
    test.receive([
      { kind: 'box', id: uuid('b', 2), body: null },
      { kind: 'historyEntry', id: 'one', body: null },
    ])
    const shown = () => [...test.desk.records.all('box')].map(({ serial, alias }) => [serial, alias])
    expect(shown()).toEqual([['CLBX30201', 'Later']])
    const found = test.store.records.history({ isWanted: () => true, limit: 9, lookAt: 9 })
    expect(found.entries.map(({ id, what }) => [id, what])).toEqual([['two', 'retired']])
    const inMemory = [...test.desk.records.all('box')]
    test.close()
    const again = openSierraDesk(folder)
    expect([...again.desk.records.all('box')]).toEqual(inMemory)
    again.close()
  })

  it('a whole new state that breaks off and begins again holds nothing of the first try', () => {
    const test = openSierraDesk(testFolder(), [put('box', sierraBox(1))])
    test.receive([put('box', sierraBox(2))], { reset: true, more: true })
    test.receive([put('box', sierraBox(3))], { reset: true, more: true })
    test.receive([put('box', sierraBox(4))])
    expect([...test.desk.records.all('box')].map(({ serial }) => serial)).toEqual(['CLBX30203', 'CLBX30204'])
    expect([...test.store.records.readAll()].map(({ kind }) => kind)).toEqual(['box', 'box'])
    test.close()
  })

  it('keeps kinds that it doesn’t know, and goes on', () => {
    const test = openSierraDesk(testFolder())
    const unknown = { kind: 'weather', id: 'w1', body: { id: 'w1', rain: true } }
    test.receive([unknown as never, put('box', sierraBox(1))])
    expect([...test.store.records.readAll()].map(({ kind }) => kind)).toContain('weather')
    expect(test.desk.records.get('box', boxId)).toBeDefined()
    test.close()
  })

  it('after the cloud was restored, gives again what it had accepted in the last week', () => {
    const test = openSierraDesk(testFolder())
    const id = idOf(test.desk.give([event])[0])
    nextBatch(test.desk)
    takeOutcomes(test.desk, [acceptedOutcome(id, 1)], new OutcomeWatch())
    test.receive([])
    expect(test.desk.outbox).toEqual([])
    const before = test.store.local.get('installationId')
    test.receive([], { reset: true, epoch: 'epoch-2' })
    expect(test.store.local.get('installationId')).not.toBe(before)
    expect(nextBatch(test.desk)).toMatchObject([{ seq: 1, id, type: 'createEvent' }])
    test.close()
  })
})

describe('a loan on this laptop', () => {
  const withLoan = [put('box', borrowedBox()), put('loan', borrowedLoan()), put('event', sierraEvent())]

  it('[L9] ends by trusted time with no connection: access, event and timing run', () => {
    const test = openSierraDesk(testFolder(), withLoan)
    const borrowedId = borrowedBox().id
    test.desk.give([{ type: 'assignBox', args: { boxId: borrowedId, eventId: uuid('e', 1) } }])
    test.desk.give([{ type: 'startSession', args: { sessionId: uuid('f', 1), boxId: borrowedId } }])
    test.wall.now = '2026-06-07T08:00:00.000Z'
    test.desk.tick()
    expect(test.desk.records.get('box', borrowedId)).toBeUndefined()
    expect(test.desk.records.get('assignment', borrowedId)).toBeUndefined()
    expect(test.desk.records.get('session', uuid('f', 1))).toMatchObject({
      stoppedAt: '2026-06-07T08:00:00.000Z',
      stopReason: 'loan-ended',
    })
    expect(test.desk.records.get('loan', uuid('c', 1))).toMatchObject({ endReason: 'expired' })
    expect(cardsOf(test)).toMatchObject([
      { kind: 'ending', entry: { eventName: 'Sierra Marathon', sessionStopped: true } },
    ])
    test.close()
  })

  it('[L9] tells once what an end took away, though the cloud tells it again', () => {
    const test = openSierraDesk(testFolder(), withLoan)
    test.desk.give([{ type: 'assignBox', args: { boxId: borrowedBox().id, eventId: uuid('e', 1) } }])
    test.wall.now = '2026-06-07T08:00:00.000Z'
    test.desk.tick()
    const [card] = cardsOf(test)
    if (card?.kind !== 'ending') throw new Error('no card')
    test.receive([
      put('loan', borrowedLoan({ endedAt: '2026-06-07T08:00:00.000Z', endReason: 'expired' })),
      put('historyEntry', card.entry),
    ])
    expect(cardsOf(test)).toHaveLength(1)
    expect(alertsOf(test.pushed).filter(({ kind }) => kind === 'card')).toHaveLength(1)
    test.close()
  })

  it('[L14] warns a day and an hour before the end, once each, also across a restart', () => {
    const folder = testFolder()
    const loan = borrowedLoan({ validity: '1w', endsAt: '2026-06-13T08:00:00.000Z' })
    const test = openSierraDesk(folder, [put('box', borrowedBox()), put('loan', loan)])
    for (const now of ['2026-06-12T07:59:00.000Z', '2026-06-12T08:00:01.000Z', '2026-06-12T09:00:00.000Z']) {
      test.wall.now = now
      test.desk.tick()
    }
    expect(alertsOf(test.pushed)).toEqual([{ kind: 'loan-ending', loanId: loan.id, level: '24h' }])
    test.close()
    const again = openTestDesk(folder, '2026-06-13T07:30:00.000Z')
    again.desk.refresh([])
    again.desk.refresh([])
    expect(alertsOf(again.pushed)).toEqual([{ kind: 'loan-ending', loanId: loan.id, level: '1h' }])
    again.close()
  })

  it('[L1] [L3] shows the code of a loan made here until it is taken, and keeps it no longer', () => {
    const folder = testFolder()
    const test = openSierraDesk(folder, [put('box', sierraBox(1))])
    const lent = lend(test.desk, test.signer, { boxIds: [boxId], validity: '1w', releaseFromEvent: false })
    if (lent.status !== 'done') throw new Error('refused')
    expect(lent.code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}( [0-9A-HJKMNP-TV-Z]{4}){3}$/)
    expect(lent.endsAt).toBe('2026-06-13T10:00:00.000Z')
    const loanId = loanIdSchema.parse(lent.loanIds[0])
    expect(loanCode(test.desk, loanId)).toBe(lent.code)
    const loan = test.desk.records.get('loan', loanId)
    test.receive([
      put('loan', { ...record('loan', loan), acceptedAt: '2026-06-06T10:05:00.000Z', recipientId: uuid('a', 2) }),
    ])
    const [command] = test.desk.outbox
    nextBatch(test.desk)
    takeOutcomes(test.desk, [acceptedOutcome(command?.id ?? '', 1)], new OutcomeWatch())
    test.receive([])
    expect(loanCode(test.desk, loanId)).toBeNull()
    expect(test.store.local.code(loanId)).toBeUndefined()
    test.close()
  })

  it('shows no token and no hash of one to a window', () => {
    const test = openSierraDesk(testFolder(), [put('box', sierraBox(1))])
    lend(test.desk, test.signer, { boxIds: [boxId], validity: '1d', releaseFromEvent: false })
    test.desk.give([{ type: 'acceptShareToken', args: { token: '7K3M9QXW2HDT4FBF' } }])
    const pending = JSON.stringify(test.pushed.filter((push) => push.push === 'pending'))
    expect(pending).not.toMatch(/7K3M|[0-9a-f]{64}/)
    test.close()
  })
})

describe('what faults must not do', () => {
  const withLoan = [put('box', borrowedBox()), put('loan', borrowedLoan()), put('event', sierraEvent())]
  const borrowedId = borrowedBox().id

  it('[F3] only what stands on a refused command falls with it: a timing run doesn’t stand on an assignment', () => {
    const test = openSierraDesk(testFolder(), withLoan)
    test.desk.give([{ type: 'assignBox', args: { boxId: borrowedId, eventId: uuid('e', 1) } }])
    test.desk.give([{ type: 'startSession', args: { sessionId: uuid('f', 1), boxId: borrowedId } }])
    expect(test.desk.outbox.map(({ dependsOn }) => dependsOn)).toEqual([[], []])
    test.close()
  })

  it('[F6] a clock that ran ahead ends nothing for good: loans, cards and warnings come back right', () => {
    const test = openSierraDesk(testFolder(), withLoan)
    test.desk.give([{ type: 'assignBox', args: { boxId: borrowedId, eventId: uuid('e', 1) } }])
    test.wall.now = '2026-06-20T10:00:00.000Z'
    test.desk.give([{ type: 'acceptShareToken', args: { token: '7K3M9QXW2HDT4FBF' } }])
    expect(cardsOf(test)).toHaveLength(1)
    test.desk.clock.observe(Date.parse('2026-06-06T10:01:00.000Z'), Date.parse(test.wall.now))
    test.desk.tick()
    expect(test.desk.records.get('loan', uuid('c', 1))?.endedAt).toBeUndefined()
    expect(test.desk.records.get('box', borrowedId)?.holderId).toBe(SIERRA_ID)
    expect(cardsOf(test)).toEqual([])
    test.desk.clock.observe(Date.parse('2026-06-07T08:00:01.000Z'), Date.parse(test.wall.now))
    test.desk.tick()
    expect(cardsOf(test)).toMatchObject([{ kind: 'ending', entry: { eventName: 'Sierra Marathon' } }])
    test.close()
  })

  it('[L14] warns by itself, when opened in a loan’s last hour', () => {
    const folder = testFolder()
    const loan = borrowedLoan({ validity: '1w', endsAt: '2026-06-13T08:00:00.000Z' })
    openSierraDesk(folder, [put('box', borrowedBox()), put('loan', loan)]).close()
    const again = openTestDesk(folder, '2026-06-13T07:30:00.000Z')
    again.desk.tick()
    expect(alertsOf(again.pushed)).toEqual([{ kind: 'loan-ending', loanId: loan.id, level: '1h' }])
    again.close()
  })

  it('[L9] an end is told though it comes with a whole new state', () => {
    const test = openSierraDesk(testFolder(), withLoan)
    const ended = borrowedLoan({ endedAt: '2026-06-06T11:00:00.000Z', endReason: 'revoked' })
    const entry = record('historyEntry', {
      id: 'h1',
      organisationId: SIERRA_ID,
      boxId: borrowedId,
      boxSerial: 'CLBX30301',
      loanId: ended.id,
      at: '2026-06-06T11:00:00.000Z',
      memberName: null,
      installationName: null,
      offline: false,
      what: 'revoked',
    })
    test.receive([put('loan', ended), put('historyEntry', entry)], { reset: true })
    expect(cardsOf(test)).toMatchObject([{ kind: 'ending', id: 'h1' }])
    test.close()
  })

  it('[L9] an end is no part of the command that is given just after it', () => {
    const test = openSierraDesk(testFolder(), withLoan)
    test.desk.give([{ type: 'assignBox', args: { boxId: borrowedId, eventId: uuid('e', 1) } }])
    test.wall.now = '2026-06-07T08:00:00.500Z'
    test.pushed.length = 0
    test.desk.give([event])
    expect(cardsOf(test)).toHaveLength(1)
    const loans = test.pushed.flatMap((push) => (push.push === 'replica' ? push.changes : []))
    expect(loans.filter(({ kind }) => kind === 'loan').map(({ pending }) => pending)).toEqual([false])
    test.close()
  })

  it('[L1] a refused lending that is tried again still has its code', () => {
    const test = openSierraDesk(testFolder(), [put('box', sierraBox(1))])
    const lent = lend(test.desk, test.signer, { boxIds: [boxId], validity: '1d', releaseFromEvent: false })
    if (lent.status !== 'done') throw new Error('refused')
    const [command] = nextBatch(test.desk)
    takeOutcomes(test.desk, [refusedOutcome(command?.id ?? '', 1, 'BOX_IN_USE')], new OutcomeWatch())
    test.receive([])
    const again = test.store.cards.find(command?.id ?? '')?.command
    if (again === undefined) throw new Error('nothing to try again')
    test.desk.give([again])
    expect(loanCode(test.desk, loanIdSchema.parse(lent.loanIds[0]))).toBe(lent.code)
    test.close()
  })

  it('[F2] what may have been done can’t be taken back, also under a new installation id', () => {
    const test = openSierraDesk(testFolder())
    test.desk.give([event])
    nextBatch(test.desk)
    test.store.transact(() => test.store.startAnew(false))
    test.desk.refresh([])
    const [waiting] = test.desk.outbox
    expect(waiting?.seq).toBeUndefined()
    expect(waiting && test.desk.discard(waiting.id)).toEqual([])
    test.close()
  })

  it('[F3] one command that the cloud can’t read becomes a card, and the rest goes on', () => {
    const test = openSierraDesk(testFolder())
    const [first] = test.desk.give([event])
    test.desk.give([{ type: 'createEvent', args: { eventId: uuid('e', 20), name: 'Other', date: '2026-06-07' } }])
    nextBatch(test.desk)
    refuseUnreadable(test.desk, idOf(first))
    expect(cardsOf(test)).toMatchObject([{ kind: 'refusal', code: 'COMMAND_INVALID' }])
    expect(nextBatch(test.desk)).toMatchObject([{ seq: 1, args: { name: 'Other' } }])
    test.close()
  })

  it('counts a batch in bytes, whatever alphabet a person writes in', () => {
    const test = openSierraDesk(testFolder())
    const events = Array.from({ length: 400 }, (_, index) => ({
      type: 'createEvent',
      args: { eventId: uuid('f', index), name: '山'.repeat(80), date: '2026-06-07', remark: '山'.repeat(2000) },
    }))
    test.desk.give(events)
    const batch = nextBatch(test.desk)
    expect(Buffer.byteLength(JSON.stringify(batch))).toBeLessThan(1024 * 1024)
    expect(batch.length).toBeGreaterThan(50)
    test.close()
  })
})
