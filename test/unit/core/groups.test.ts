import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { invite } from '../../../electron/core/inviting.ts'
import { sha256Hex } from '../../../electron/core/lending.ts'
import { nextBatch, takeOutcomes, takeTelemetry } from '../../../electron/core/sync/intake.ts'
import { OutcomeWatch } from '../../../electron/core/sync/outcome-watch.ts'
import { invitationHashInput, newSharingCode, readCode } from '../../../shared/codes.ts'
import type { Given, Push } from '../../../shared/desktop-api.ts'
import type { Card } from '../../../shared/desktop-cards.ts'
import { ADMIN, TIMER } from '../../../shared/permissions.ts'
import type { Change } from '../../../shared/records/kinds.ts'
import { boxIdSchema } from '../../../shared/records/scalars.ts'
import { custodyOf } from '../../../shared/rules/custody.ts'
import { COSTA_ID, put, SIERRA_ID, sierraBox, sierraEvent, sierraTimer, uuid } from '../../support/sample-records.ts'
import { openSierraDesk, openTestDesk, refusedOutcome, type TestDesk } from '../../support/test-desk.ts'
import { testFolder } from '../../support/test-folder.ts'

const KIT = uuid('f', 1)
const CASE = uuid('f', 2)
const EVENT = uuid('e', 1)
const admin = put('member', { ...sierraTimer, roleId: ADMIN.id })
const costa = put('partner', { id: COSTA_ID, name: 'Costa', number: 1002, since: '2026-01-01T00:00:00.000Z' })

function group(id: string, part: Record<string, unknown> = {}): Change {
  return put('group', { id, name: 'North kit', category: 'Kit', parentId: null, ownerId: COSTA_ID, ...part })
}

function share(id: string, part: Record<string, unknown> = {}): Change {
  return put('groupShare', {
    id,
    ownerId: COSTA_ID,
    receiverId: SIERRA_ID,
    roleId: TIMER.id,
    roleName: 'TIMER',
    permissions: ['box.view', 'box.use', 'timing.run'],
    since: '2026-06-01T00:00:00.000Z',
    ...part,
  })
}

function costaBox(number: number, groupId = KIT, part: Record<string, unknown> = {}): Change {
  return put('box', sierraBox(number, { ownerId: COSTA_ID, holderId: COSTA_ID, groupId, ...part }))
}

/** Costa shares a kit with a case in it: boxes 41 and 42, and 43 in the case. */
const shared = [
  ...[admin, costa, put('event', sierraEvent()), group(KIT), share(KIT)],
  ...[group(CASE, { name: 'Case', parentId: KIT }), costaBox(41), costaBox(42), costaBox(43, CASE)],
]

function gone(change: Change): Change {
  return { ...change, body: null } as Change
}

/** What the history tells when Costa took a box out of the share by the command `act`. */
function shareEnded(act: string, number: number, part: Record<string, unknown> = {}): Change {
  return put('historyEntry', {
    id: `${act}.share-ended.other.${number}`,
    organisationId: SIERRA_ID,
    boxId: uuid('b', number),
    boxSerial: `CLBX302${number}`,
    at: '2026-06-06T10:00:00.000Z',
    memberName: null,
    installationName: null,
    offline: false,
    what: 'share-ended',
    partnerId: COSTA_ID,
    partnerName: 'Costa',
    groupName: 'North kit',
    ...part,
  })
}

const ACT = uuid('d', 77)
const wholeEnd = [gone(share(KIT)), ...[KIT, CASE].map((id) => gone(group(id)))].concat(
  [41, 42, 43].map((number) => gone(costaBox(number))),
)

function idOf(given: Given | undefined): string {
  if (given === undefined || given.status === 'refused') throw new Error(`not given: ${JSON.stringify(given)}`)
  return given.id
}

function give(test: TestDesk, type: string, args: Record<string, unknown>): string {
  return idOf(test.desk.give([{ type, args }])[0])
}

function cardsOf({ store }: TestDesk): readonly Card[] {
  return store.cards.readOpen()
}

function cardAlerts(pushed: readonly Push[]): number {
  return pushed.filter((push) => push.push === 'alert' && push.alert.kind === 'card').length
}

function shownIds(test: TestDesk, kind: 'box' | 'group' | 'groupShare'): readonly string[] {
  return [...test.desk.records.all(kind)].map(({ id }) => id).toSorted()
}

function lastShown(test: TestDesk, kind: string) {
  const pushes = test.pushed.flatMap((push) => (push.push === 'replica' ? push.changes : []))
  return pushes.filter((change) => change.kind === kind)
}

describe('leaving a share offline', () => {
  it('[G8] [F2] its groups and boxes go at once, marked as not confirmed, with what was done with them', () => {
    const test = openSierraDesk(testFolder(), shared)
    give(test, 'assignBox', { boxId: uuid('b', 43), eventId: EVENT })
    give(test, 'startSession', { sessionId: uuid('f', 9), boxId: uuid('b', 43) })
    test.pushed.length = 0
    give(test, 'stopGroupShare', { groupId: KIT })
    expect(shownIds(test, 'box')).toEqual([])
    expect(shownIds(test, 'group')).toEqual([])
    expect(test.desk.records.get('assignment', uuid('b', 43))).toBeUndefined()
    expect(test.desk.records.get('session', uuid('f', 9))).toMatchObject({ stopReason: 'share-ended' })
    expect(lastShown(test, 'box')).toHaveLength(3)
    expect(lastShown(test, 'group')).toHaveLength(2)
    expect(lastShown(test, 'box').every(({ body, pending }) => body === null && pending)).toBe(true)
    expect(cardsOf(test)).toEqual([])
    test.close()
  })

  it('[G8] [F2] they are back when it isn’t sent after all', () => {
    const test = openSierraDesk(testFolder(), shared)
    give(test, 'stopGroupShare', { groupId: KIT })
    const [command] = test.desk.outbox
    if (command === undefined) throw new Error('nothing waits')
    test.pushed.length = 0
    test.desk.discard(command.id)
    expect(shownIds(test, 'box')).toEqual([41, 42, 43].map((number) => uuid('b', number)))
    expect(lastShown(test, 'group').map(({ body, pending }) => [body?.['parentId'], pending])).toEqual([
      [null, false],
      [KIT, false],
    ])
    test.close()
  })

  it('[F3] they are back when the cloud refuses it', () => {
    const test = openSierraDesk(testFolder(), shared)
    const id = give(test, 'stopGroupShare', { groupId: KIT })
    nextBatch(test.desk)
    takeOutcomes(test.desk, [refusedOutcome(id, 1, 'FORBIDDEN')], new OutcomeWatch())
    expect(shownIds(test, 'box')).toHaveLength(3)
    expect(cardsOf(test)).toMatchObject([{ kind: 'refusal', code: 'FORBIDDEN' }])
    test.close()
  })

  it('[G3] [G11] what a second share on the path covers stays, at the top of what is left', () => {
    const test = openSierraDesk(testFolder(), [...shared, share(CASE)])
    give(test, 'stopGroupShare', { groupId: KIT })
    expect(shownIds(test, 'box')).toEqual([uuid('b', 43)])
    expect([...test.desk.records.all('group')]).toMatchObject([{ id: CASE, parentId: null }])
    test.close()
  })

  it('[G9] a box that we also borrow stays ours to use, and tells nothing of the group any more', () => {
    const loan = put('loan', {
      ...{ id: uuid('c', 1), boxId: uuid('b', 41), boxSerial: 'CLBX30241', boxAlias: 'Box 41' },
      ...{ ownerId: COSTA_ID, recipientId: SIERRA_ID, validity: '1w', createdAt: '2026-06-06T08:00:00.000Z' },
      ...{ acceptedAt: '2026-06-06T08:30:00.000Z', endsAt: '2026-06-13T08:00:00.000Z' },
    })
    const test = openSierraDesk(testFolder(), [...shared, costaBox(41, KIT, { holderId: SIERRA_ID }), loan])
    give(test, 'stopGroupShare', { groupId: KIT })
    expect([...test.desk.records.all('box')]).toMatchObject([{ id: uuid('b', 41), holderId: SIERRA_ID, groupId: null }])
    test.close()
  })
})

describe('sharing our own group', () => {
  const own = [
    ...[admin, costa, group(KIT, { ownerId: SIERRA_ID })],
    ...[1, 2].map((number) => put('box', sierraBox(number, { groupId: KIT }))),
  ]

  it('[G7] is shown on every box of the group at once, and marks only the share as not confirmed', () => {
    const test = openSierraDesk(testFolder(), own)
    test.pushed.length = 0
    give(test, 'shareGroup', { groupId: KIT, partnerId: COSTA_ID, roleId: TIMER.id })
    expect(test.desk.records.get('groupShare', KIT)).toMatchObject({ receiverId: COSTA_ID })
    expect(lastShown(test, 'groupShare')).toMatchObject([{ pending: true }])
    expect(lastShown(test, 'box')).toEqual([])
    test.close()
  })

  it('[G5] [F2] by a code that can’t be known here: it waits, across a restart too, and tells no window the code', () => {
    const folder = testFolder()
    const test = openSierraDesk(folder, own)
    const sharingCode = newSharingCode(new Uint8Array(15).fill(7))
    const [given] = test.desk.give([{ type: 'shareGroup', args: { groupId: KIT, sharingCode, roleId: TIMER.id } }])
    expect(given).toMatchObject({ status: 'waiting' })
    test.close()
    const again = openTestDesk(folder)
    expect(again.desk.outbox).toMatchObject([{ waitingFor: 'sharing-code' }])
    const shown = JSON.stringify([...again.desk.snapshot()])
    expect(shown).toContain('"waitingFor":"sharing-code"')
    expect(shown).not.toContain(sharingCode)
    expect(nextBatch(again.desk)).toMatchObject([{ seq: 1, type: 'shareGroup', args: { sharingCode } }])
    again.close()
  })

  it('[G5] a code that the cloud doesn’t know is one card, and isn’t tried for a day', () => {
    const test = openSierraDesk(testFolder(), own)
    const sharingCode = newSharingCode(new Uint8Array(15).fill(7))
    const id = give(test, 'shareGroup', { groupId: KIT, sharingCode, roleId: TIMER.id })
    nextBatch(test.desk)
    takeOutcomes(test.desk, [refusedOutcome(id, 1, 'SHARING_CODE_UNKNOWN')], new OutcomeWatch())
    expect(test.desk.outbox).toEqual([])
    expect(cardsOf(test)).toMatchObject([{ kind: 'refusal', code: 'SHARING_CODE_UNKNOWN', canTryAgain: false }])
    expect(JSON.stringify(cardsOf(test))).not.toContain(sharingCode)
    expect(test.store.cards.find(id)?.command).toBeUndefined()
    test.close()
  })

  it('[F3] what is done to a new group stands on its making, not on its being shared', () => {
    const test = openSierraDesk(testFolder(), [admin, costa])
    const made = give(test, 'createGroup', { groupId: KIT, name: 'New kit' })
    give(test, 'shareGroup', { groupId: KIT, partnerId: COSTA_ID, roleId: TIMER.id })
    give(test, 'editGroup', { groupId: KIT, name: 'Newer kit' })
    expect(test.desk.outbox.map(({ dependsOn }) => dependsOn)).toEqual([[], [made], [made]])
    test.close()
  })

  it('[G8] stopping it shows the box as free at once, whatever the partner did with it', () => {
    const use = put('assignment', {
      ...{ id: uuid('b', 1), organisationId: COSTA_ID, boxId: uuid('b', 1), checkpointIds: [], backup: false },
    })
    const lent = share(KIT, { ownerId: SIERRA_ID, receiverId: COSTA_ID })
    const test = openSierraDesk(testFolder(), [...own, lent, use])
    give(test, 'stopGroupShare', { groupId: KIT })
    expect(test.desk.records.get('assignment', uuid('b', 1))).toBeUndefined()
    expect(shownIds(test, 'box')).toHaveLength(2)
    test.close()
  })
})

describe('what a partner stops sharing', () => {
  it('[G8] is told by one card for the act: whose, which group, and what left our event', () => {
    const test = openSierraDesk(testFolder(), shared)
    const inUse = { eventName: 'Sierra Marathon', checkpointNames: ['FINISH'], sessionStopped: true }
    test.receive([...wholeEnd, shareEnded(ACT, 41), shareEnded(ACT, 42), shareEnded(ACT, 43, inUse)])
    expect(cardsOf(test)).toEqual([
      {
        ...{ kind: 'share-ended', id: `${ACT}.share-ended`, at: '2026-06-06T10:00:00.000Z' },
        ...{ partnerName: 'Costa', groupName: 'North kit', whole: true, boxCount: 3 },
        left: [{ boxSerial: 'CLBX30243', ...inUse }],
      },
    ])
    expect(cardAlerts(test.pushed)).toBe(1)
    expect(shownIds(test, 'box')).toEqual([])
    test.close()
  })

  it('[G8] a box that is taken out of the group is no end of the share', () => {
    const test = openSierraDesk(testFolder(), shared)
    test.receive([gone(costaBox(41)), shareEnded(ACT, 41)])
    expect(cardsOf(test)).toMatchObject([{ kind: 'share-ended', whole: false, boxCount: 1, left: [] }])
    test.close()
  })

  it('[G8] two acts are two cards', () => {
    const test = openSierraDesk(testFolder(), shared)
    test.receive([gone(costaBox(41)), shareEnded(ACT, 41), gone(costaBox(42)), shareEnded(uuid('d', 78), 42)])
    expect(cardsOf(test)).toHaveLength(2)
    test.close()
  })

  it('[G8] pages that cut between the boxes make one card of them', () => {
    const test = openSierraDesk(testFolder(), shared)
    test.receive([...wholeEnd, shareEnded(ACT, 41)], { more: true })
    test.receive([shareEnded(ACT, 42, { eventName: 'Sierra Marathon' }), shareEnded(ACT, 43)])
    expect(cardsOf(test)).toMatchObject([{ boxCount: 3, left: [{ boxSerial: 'CLBX30242' }] }])
    expect(cardAlerts(test.pushed)).toBe(1)
    expect(test.pushed.findLast((push) => push.push === 'cards')).toMatchObject({ cards: [{ boxCount: 3 }] })
    test.close()
  })

  it('[G8] who dealt with the card hears no more of that act', () => {
    const test = openSierraDesk(testFolder(), shared)
    test.receive([...wholeEnd, shareEnded(ACT, 41)], { more: true })
    test.store.cards.dealWith(`${ACT}.share-ended`)
    test.receive([shareEnded(ACT, 42)])
    expect(cardsOf(test)).toEqual([])
    test.close()
  })

  it('[G8] nothing is said of what we did ourselves, or of a partner that left our share', () => {
    const test = openSierraDesk(testFolder(), [...shared, put('box', sierraBox(1))])
    test.receive([
      ...wholeEnd,
      shareEnded(ACT, 41, { memberName: 'Ben', installationName: 'Office' }),
      shareEnded(uuid('d', 78), 1, { boxId: uuid('b', 1) }),
    ])
    expect(cardsOf(test)).toEqual([])
    test.close()
  })

  it('[G8] is told though it comes with a whole new state, and what is of old isn’t told again', () => {
    const test = openSierraDesk(testFolder(), shared)
    const old = shareEnded(uuid('d', 70), 44)
    test.receive([old])
    test.store.cards.dealWith(`${uuid('d', 70)}.share-ended`)
    test.receive([admin, costa, old, shareEnded(ACT, 41)], { reset: true, more: true })
    expect(cardsOf(test)).toEqual([])
    test.receive([shareEnded(ACT, 42), shareEnded(ACT, 43)])
    expect(cardsOf(test)).toMatchObject([{ id: `${ACT}.share-ended`, whole: true, boxCount: 3 }])
    expect(shownIds(test, 'box')).toEqual([])
    test.close()
  })

  it('[G8] a laptop that begins with the cloud’s state isn’t told what was before its time', () => {
    const test = openTestDesk(testFolder())
    test.receive([admin, shareEnded(ACT, 41)], { reset: true })
    expect(cardsOf(test)).toEqual([])
    test.close()
  })

  it('[G9] a box that its owner took off our event to lend it is told too', () => {
    const test = openSierraDesk(testFolder(), shared)
    const taken = { id: `${ACT}.released.other.41`, what: 'released', eventName: 'Sierra Marathon' }
    test.receive([costaBox(41, KIT, { holderId: null }), shareEnded(ACT, 41, taken)])
    expect(cardsOf(test)).toMatchObject([{ kind: 'ending', entry: { what: 'released', boxSerial: 'CLBX30241' } }])
    const box = test.desk.records.get('box', uuid('b', 41))
    expect(box && custodyOf(test.desk.records, box, test.desk.actor.organisationId)).toMatchObject({
      state: 'through-group',
      available: false,
    })
    test.close()
  })

  it('[F6] a clock that is put right takes back what it noticed itself, and nothing that the cloud told', () => {
    const test = openSierraDesk(testFolder(), shared)
    test.wall.now = '2026-06-06T11:00:00.000Z'
    test.desk.tick()
    test.receive([...wholeEnd, shareEnded(ACT, 41), shareEnded(uuid('d', 79), 42, { what: 'released' })])
    expect(cardsOf(test)).toHaveLength(2)
    test.desk.clock.observe(Date.parse('2026-06-06T09:00:00.000Z'), Date.parse(test.wall.now))
    test.desk.tick()
    expect(cardsOf(test)).toHaveLength(2)
    test.close()
  })
})

describe('what is left on the disk', () => {
  it('[G8] [O7] nothing of a box that left a share, though the history still names it', () => {
    const folder = testFolder()
    const secret = 'UNMISTAKABLE-MODEL-OF-A-SHARED-BOX'
    const category = 'UNMISTAKABLE-CATEGORY'
    const test = openSierraDesk(folder, [...shared, costaBox(41, KIT, { model: secret }), group(KIT, { category })])
    expect(readFileSync(join(folder, 'member.db-wal')).includes(secret)).toBe(true)
    test.receive([...wholeEnd, shareEnded(ACT, 41)])
    // At once, not when the application ends: it may run for days, or be killed.
    const left = ['member.db', 'member.db-wal'].map((name) => readFileSync(join(folder, name)))
    expect([secret, category].filter((text) => left.some((file) => file.includes(text)))).toEqual([])
    expect(left.some((file) => file.includes('CLBX30241'))).toBe(true)
    test.close()
  })

  it('[G8] [O7] nothing of what a whole new state doesn’t hold any more', () => {
    const folder = testFolder()
    const secret = 'UNMISTAKABLE-MODEL-OF-A-SHARED-BOX'
    const test = openSierraDesk(folder, [...shared, costaBox(41, KIT, { model: secret })])
    test.receive([admin], { reset: true })
    const left = ['member.db', 'member.db-wal'].map((name) => readFileSync(join(folder, name)))
    expect(left.some((file) => file.includes(secret))).toBe(false)
    test.close()
  })

  it.each([false, true])('[G8] no telemetry of such a box (in a whole new state: %s)', (reset) => {
    const test = openSierraDesk(testFolder(), shared)
    const report = { receivedAt: '2026-06-06T10:00:00.000Z', latitude: 40.1, longitude: -3.2 }
    takeTelemetry(
      test.desk,
      [41, 42].map((number) => ({ ...report, boxId: boxIdSchema.parse(uuid('b', number)) })),
    )
    if (reset) test.receive([admin, group(KIT), share(KIT), costaBox(42)], { reset: true })
    else test.receive([gone(costaBox(41))])
    expect(test.store.local.telemetry().map(({ boxId }) => boxId)).toEqual([uuid('b', 42)])
    test.close()
  })
})

it('[G8] telemetry that was still on its way when a box left goes with the next start', () => {
  const folder = testFolder()
  const test = openSierraDesk(folder, shared)
  test.receive([gone(costaBox(41))])
  const late = [41, 42].map((number) => boxIdSchema.parse(uuid('b', number)))
  takeTelemetry(
    test.desk,
    late.map((boxId) => ({ boxId, receivedAt: '2026-06-06T10:00:00.000Z', latitude: 40.1 })),
  )
  test.close()
  const again = openTestDesk(folder)
  expect(again.store.local.telemetry().map(({ boxId }) => boxId)).toEqual([uuid('b', 42)])
  again.close()
})

describe('inviting', () => {
  it('[O6] gives a code once; the cloud gets its hash, and no file or window the code', () => {
    const folder = testFolder()
    const test = openSierraDesk(folder, [admin])
    const invited = invite(test.desk, { email: ' New@Sierra.example ', roleId: TIMER.id })
    if (invited.status !== 'done') throw new Error(`refused: ${invited.code}`)
    expect(invited.expiresAt).toBe('2026-06-13T10:00:00.000Z')
    expect(invited.code).toMatch(/^J [0-9A-HJKMNP-TV-Z]{4}( [0-9A-HJKMNP-TV-Z]{4}){3}$/)
    const read = readCode(invited.code)
    if (read?.kind !== 'invitation') throw new Error('no invitation')
    const codeHash = sha256Hex(invitationHashInput(read.code))
    expect(nextBatch(test.desk)).toMatchObject([{ type: 'inviteMember', args: { codeHash, roleId: TIMER.id } }])
    expect([...test.desk.records.all('invitation')]).toMatchObject([{ email: 'new@sierra.example' }])
    expect(JSON.stringify(test.pushed)).not.toContain(codeHash)
    test.close()
    expect(readFileSync(join(folder, 'member.db')).includes(read.code.slice(1))).toBe(false)
  })

  it('[O4] [O6] is refused at once to who may not', () => {
    const test = openSierraDesk(testFolder())
    expect(invite(test.desk, { email: 'new@sierra.example', roleId: TIMER.id })).toMatchObject({
      status: 'refused',
      code: 'FORBIDDEN',
    })
    test.close()
  })

  it('[O4] a role that is changed here counts at once', () => {
    const roleId = uuid('f', 5)
    const role = put('role', {
      ...{ id: roleId, organisationId: SIERRA_ID, name: 'Office', builtIn: false },
      permissions: ['box.view', 'role.manage', 'member.manage'],
    })
    const test = openSierraDesk(testFolder(), [role, put('member', { ...sierraTimer, roleId })])
    expect(invite(test.desk, { email: 'a@sierra.example', roleId: TIMER.id }).status).toBe('done')
    give(test, 'editRole', { roleId, permissions: ['box.view'] })
    expect(invite(test.desk, { email: 'b@sierra.example', roleId: TIMER.id })).toMatchObject({ code: 'FORBIDDEN' })
    test.close()
  })
})
