import { expect, test } from 'vitest'
import { laptopRows, runsOf } from '../../../renderer/members/laptop-rows.ts'
import {
  isExpired,
  isInPeopleFilter,
  type MemberRow,
  type PeopleRow,
  peopleRows,
  whoHas,
} from '../../../renderer/members/people-rows.ts'
import { removalLines, revocationLines } from '../../../renderer/members/removal-words.ts'
import { ADMIN, TIMER } from '../../../shared/permissions.ts'
import { installationIdSchema, memberIdSchema, organisationIdSchema } from '../../../shared/records/scalars.ts'
import { MemoryRecords } from '../../../shared/state.ts'
import { COSTA_ID, put, SIERRA_ID, uuid } from '../../support/sample-records.ts'
import { sampleSay } from '../../support/sample-say.ts'

const say = sampleSay()
const organisationId = organisationIdSchema.parse(SIERRA_ID)
const ADA = memberIdSchema.parse(uuid('a', 21))
const BEN = memberIdSchema.parse(uuid('a', 22))
const viewer = { organisationId, memberId: ADA }
const EARLIER = '2026-06-06T10:00:00.000Z'
const LATER = '2026-06-07T10:00:00.000Z'

function member(id: string, name: string, roleId: string) {
  const email = `${name.toLowerCase()}@sierra.example`
  return put('member', { id, organisationId: SIERRA_ID, name, email, roleId })
}

function laptop(number: number, memberId: string, name: string, part: object = {}) {
  const id = uuid('d', number)
  return put('installation', { id, organisationId: SIERRA_ID, memberId, name, lastSeenAt: EARLIER, ...part })
}

function invitation(number: number, email: string, expiresAt: string) {
  const invited = { organisationId: SIERRA_ID, email, roleId: TIMER.id, createdAt: EARLIER, expiresAt }
  return put('invitation', { id: uuid('e', number), ...invited })
}

function run(number: number, startedById: string, part: object = {}) {
  return put('session', {
    id: uuid('c', number),
    organisationId: SIERRA_ID,
    boxId: uuid('b', number),
    boxSerial: `CLBX3020${number}`,
    checkpointIds: [],
    alias: '',
    startedById,
    startedAt: EARLIER,
    ...part,
  })
}

function recordsOf(...changes: readonly ReturnType<typeof put>[]) {
  const records = new MemoryRecords()
  for (const change of changes) records.apply(change)
  return records
}

function memberRow(rows: readonly PeopleRow[], id: string): MemberRow {
  const row = rows.find((one) => one.id === id)
  if (row?.kind !== 'member') throw new Error('no such member')
  return row
}

const people = recordsOf(
  member(BEN, 'Ben', TIMER.id),
  member(ADA, 'Ada', ADMIN.id),
  laptop(1, BEN, 'Van'),
  laptop(2, BEN, 'Office', { lastSeenAt: LATER }),
  laptop(3, BEN, 'Lost', { revokedAt: LATER }),
  invitation(1, 'zoe@sierra.example', '2026-06-14T10:00:00.000Z'),
  invitation(2, 'carl@sierra.example', '2026-06-07T11:59:59.999Z'),
)

test('[O6] lists members by name, then who is invited', () => {
  const rows = peopleRows(people, viewer, () => false)
  expect(rows.map((row) => (row.kind === 'member' ? row.member.name : row.invitation.email))).toEqual([
    'Ada',
    'Ben',
    'carl@sierra.example',
    'zoe@sierra.example',
  ])
  expect(rows.filter((row) => isInPeopleFilter(row, 'invited'))).toHaveLength(2)
  expect(rows.filter((row) => isInPeopleFilter(row, 'members'))).toHaveLength(2)
  expect(memberRow(rows, ADA)).toMatchObject({ isYou: true, role: { name: 'ADMIN' } })
  expect(memberRow(rows, BEN).isYou).toBe(false)
})

test('[O6] an invitation has run out when its 7 days are over', () => {
  const open = peopleRows(people, viewer, () => false).flatMap((row) =>
    row.kind === 'invitation' && !isExpired(row.invitation, say.now) ? [row.invitation.email] : [],
  )
  expect(open).toEqual(['zoe@sierra.example'])
})

test('[O6] says beforehand who has the address already, of this organisation alone', () => {
  expect(whoHas(people, organisationId, 'ben@sierra.example').member?.name).toBe('Ben')
  expect(whoHas(people, organisationId, 'zoe@sierra.example')).toMatchObject({ member: undefined, invitation: {} })
  const costa = organisationIdSchema.parse(COSTA_ID)
  expect(whoHas(people, costa, 'ben@sierra.example')).toEqual({ member: undefined, invitation: undefined })
})

test('[O5] knows the last ADMIN, and none where there are two', () => {
  expect(
    memberRow(
      peopleRows(people, viewer, () => false),
      ADA,
    ).isLastAdmin,
  ).toBe(true)
  const two = recordsOf(member(ADA, 'Ada', ADMIN.id), member(BEN, 'Ben', ADMIN.id))
  expect(peopleRows(two, viewer, () => false).map((row) => memberRow([row], row.id).isLastAdmin)).toEqual([
    false,
    false,
  ])
})

test('[F2] marks members, invitations and laptops that are not confirmed', () => {
  const rows = peopleRows(people, viewer, (kind) => kind === 'invitation')
  expect(rows.map(({ confirmed }) => confirmed)).toEqual([true, true, false, false])
  expect(laptopRows(people, organisationId, undefined, () => true)[0]?.confirmed).toBe(false)
})

test('[O10] counts only laptops that may still work, the one seen last first', () => {
  const ben = memberRow(
    peopleRows(people, viewer, () => false),
    BEN,
  )
  expect(ben.laptops.map(({ name }) => name)).toEqual(['Office', 'Van'])
})

test('[O10] tells before a removal what follows: laptops, unsent work, timing runs', () => {
  const records = recordsOf(run(1, BEN), run(2, BEN, { stoppedAt: LATER, stopReason: 'stopped' }), run(3, ADA))
  const ben = memberRow(
    peopleRows(people, viewer, () => false),
    BEN,
  )
  expect(removalLines(say, ben, 'Sierra Timing', runsOf(records, BEN))).toEqual([
    'Ben can’t sign in any more and can do nothing more for Sierra Timing. What they recorded stays yours.',
    '2 laptops delete what they hold at their next contact: Office and Van. What wasn’t sent from there is lost.',
    'A timing run that Ben started is on: CLBX30201. It stays on until one of you stops it.',
    'To bring Ben back, invite ben@sierra.example again.',
  ])
})

test('[O10] tells who removes themselves that this laptop signs out', () => {
  const ada = memberRow(
    peopleRows(people, viewer, () => false),
    ADA,
  )
  expect(removalLines(say, ada, 'Sierra Timing', []).join(' ')).toContain('This is you: Trackside signs you out')
})

test('[O10] lists laptops by member and name, revoked ones last; a removed member’s stay readable', () => {
  const records = recordsOf(
    member(ADA, 'Ada', ADMIN.id),
    member(BEN, 'Ben', TIMER.id),
    laptop(1, BEN, 'Van'),
    laptop(2, BEN, 'Office'),
    laptop(3, ADA, 'Tower'),
    laptop(4, ADA, 'Old', { revokedAt: EARLIER }),
    laptop(5, uuid('a', 23), 'Gone', { revokedAt: LATER }),
  )
  const rows = laptopRows(records, organisationId, installationIdSchema.parse(uuid('d', 3)), () => false)
  expect(rows.map(({ laptop: { name }, member: whose }) => [name, whose?.name])).toEqual([
    ['Tower', 'Ada'],
    ['Office', 'Ben'],
    ['Van', 'Ben'],
    ['Gone', undefined],
    ['Old', 'Ada'],
  ])
  expect(rows.filter(({ isThis }) => isThis).map(({ laptop: { name } }) => name)).toEqual(['Tower'])
})

test('[O10] tells before a laptop is revoked that it deletes what it holds, and that the member stays', () => {
  const [row] = laptopRows(people, organisationId, undefined, () => false).filter(
    ({ laptop: { name } }) => name === 'Van',
  )
  if (row === undefined) throw new Error('no such laptop')
  expect(revocationLines(say, row, 'Sierra Timing', runsOf(recordsOf(run(1, BEN)), BEN))).toEqual([
    'For a laptop that was lost, stolen or given away. It can’t be taken back.',
    'At its next contact it deletes what it holds of Sierra Timing, and the sign-in there ends. What it hadn’t sent is lost; what it had sent stays.',
    'Ben has a timing run on: CLBX30201. If Van follows it, it does so no more.',
    'Ben stays a member and can sign in elsewhere. If somebody else may know the password, Ben should change it.',
  ])
  expect(revocationLines(say, { ...row, isThis: true }, 'Sierra Timing', [])[0]).toMatch(/^This is the laptop/)
})
