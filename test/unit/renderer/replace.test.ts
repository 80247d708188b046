import { expect, test } from 'vitest'
import {
  type Candidate,
  candidates,
  pickByText,
  type Replaced,
  replacedBox,
  searchCandidates,
} from '../../../renderer/replace/replace-facts.ts'
import { candidateWords, replaceLines, standsWords } from '../../../renderer/replace/replace-words.ts'
import { boxIdSchema, organisationIdSchema, sessionIdSchema } from '../../../shared/records/scalars.ts'
import { MemoryRecords } from '../../../shared/state.ts'
import {
  borrowedBox,
  borrowedLoan,
  COSTA_ID,
  MEMBER_ID,
  put,
  SIERRA_ID,
  sierraAssignment,
  sierraBox,
  sierraEvent,
  uuid,
} from '../../support/sample-records.ts'
import { sampleSay } from '../../support/sample-say.ts'

const say = sampleSay()
const viewer = organisationIdSchema.parse(SIERRA_ID)
const DEAD = boxIdSchema.parse(uuid('b', 3))

function run(number: number, box: number, fields: Readonly<Record<string, unknown>> = {}) {
  return put('session', {
    ...{ id: uuid('f', number), organisationId: SIERRA_ID, boxId: uuid('b', box), boxSerial: `CLBX3020${box}` },
    ...{ eventId: uuid('e', 1), checkpointIds: [uuid('e', 23)], alias: 'FINISH', startedById: MEMBER_ID },
    startedAt: '2026-06-07T08:00:00.000Z',
    ...fields,
  })
}

/** FINISH: 3 main, 4 backup. KM 5: 5 with a run, 6 without. 7 not placed. 1, 2 and the borrowed one free. 8 at another event, 9 lent. */
function raceDay(...more: readonly ReturnType<typeof put>[]): MemoryRecords {
  const records = new MemoryRecords()
  const common = { organisationId: SIERRA_ID, raceId: uuid('e', 10) }
  for (const change of [
    put('event', sierraEvent()),
    put('event', { ...sierraEvent(), id: uuid('e', 2), name: 'Night Run' }),
    put('race', { id: uuid('e', 10), organisationId: SIERRA_ID, eventId: uuid('e', 1), name: '10 km' }),
    put('checkpoint', { id: uuid('e', 22), ...common, name: 'KM 5', kind: 'INTERMEDIATE' }),
    put('checkpoint', { id: uuid('e', 23), ...common, name: 'FINISH', kind: 'FINISH' }),
    ...[1, 2, 3, 4, 5, 6, 7, 8].map((number) => put('box', sierraBox(number))),
    put('box', sierraBox(9, { holderId: COSTA_ID })),
    put('box', borrowedBox()),
    put('loan', borrowedLoan({ endsAt: '2026-06-09T08:00:00.000Z' })),
    put('loan', {
      ...borrowedLoan({
        id: uuid('c', 2),
        boxId: uuid('b', 9),
        boxSerial: 'CLBX30209',
        endsAt: '2026-06-09T08:00:00.000Z',
      }),
      ...{ ownerId: SIERRA_ID, recipientId: COSTA_ID },
    }),
    sierraAssignment(3, [23]),
    sierraAssignment(4, [23], { backup: true }),
    sierraAssignment(5, [22]),
    sierraAssignment(6, [22]),
    sierraAssignment(7, []),
    sierraAssignment(8, [], { eventId: uuid('e', 2) }),
    run(1, 3),
    run(2, 5, { checkpointIds: [uuid('e', 22)] }),
    ...more,
  ]) {
    records.apply(change)
  }
  return records
}

function replaced(records = raceDay(), heldId?: string): Replaced {
  const held = heldId === undefined ? undefined : sessionIdSchema.parse(heldId)
  const found = replacedBox(records, DEAD, viewer, held)
  if (found === undefined) throw new Error('it stands in the event')
  return found
}

function candidate(serial: string): Candidate {
  const found = candidates(raceDay(), replaced(), viewer).find(({ box }) => box.serial === serial)
  if (found === undefined) throw new Error(`no candidate ${serial}`)
  return found
}

test('[R1] offers free boxes first, ours and borrowed, then its backup, and none that can’t be used', () => {
  const offered = candidates(raceDay(), replaced(), viewer).map(({ box, kind }) => `${box.serial} ${kind}`)
  expect(offered).toEqual([
    'CLBX30201 free',
    'CLBX30202 free',
    'CLBX30301 free',
    'CLBX30204 backup-here',
    'CLBX30207 in-event',
    'CLBX30206 elsewhere-here',
    'CLBX30205 runs',
  ])
})

test('[R5] says of a box whose own timing run would end that it can’t be taken', () => {
  expect(candidateWords(say, candidate('CLBX30205'))).toBe('Its own timing run at KM 5 is on. Stop that first.')
  expect(candidateWords(say, candidate('CLBX30206'))).toBe('now at KM 5: it leaves that place')
  expect(candidateWords(say, candidate('CLBX30204'))).toBe('backup at the same place')
})

test('[R1] a scanned serial picks its box; any other one is told why not', () => {
  const records = raceDay()
  const all = candidates(records, replaced(), viewer)
  const pick = (text: string) => pickByText(records, all, { replaced: replaced(), viewer }, text)
  expect(pick('clbx30202')).toMatchObject({ kind: 'box', candidate: { box: { serial: 'CLBX30202' } } })
  expect(pick(' CLBX30301 ')).toMatchObject({ kind: 'box' })
  expect(pick('CLBX30203')).toEqual({ kind: 'itself' })
  expect(pick('CLBX30208')).toMatchObject({ kind: 'refused', refusal: { code: 'BOX_ASSIGNED' } })
  expect(pick('CLBX30209').kind).toBe('refused')
  expect(pick('CLBX99999')).toEqual({ kind: 'unknown' })
  expect(pick('')).toEqual({ kind: 'unknown' })
  expect(pick('Box 7')).toMatchObject({ kind: 'box', candidate: { box: { serial: 'CLBX30207' } } })
  expect(searchCandidates(all, 'finish').map(({ box }) => box.serial)).toEqual(['CLBX30301'])
})

test('[R1] says before the button is pressed what will happen, and what stays', () => {
  expect(standsWords(say, replaced())).toBe('FINISH, main · Sierra Marathon')
  expect(replaceLines(say, replaced(), candidate('CLBX30202'), 1204)).toEqual([
    'CLBX30202 takes FINISH as main, and timing starts on it.',
    'CLBX30203’s 1,204 times stay. CLBX30203 leaves the event.',
    'Scoring output and CSV go on with the new box.',
  ])
  const idle = raceDay(put('session', { ...run(1, 3).body, id: uuid('f', 1), stoppedAt: '2026-06-07T09:00:00.000Z' }))
  expect(replaceLines(say, replaced(idle), candidate('CLBX30202'), 0)).toEqual([
    'CLBX30202 takes FINISH as main.',
    'CLBX30203 leaves the event.',
  ])
})

test('[L19] a box whose loan has ended under its timing run can be replaced where it stood', () => {
  const records = new MemoryRecords()
  const ended = { stoppedAt: '2026-06-07T09:00:00.000Z', stopReason: 'loan-ended' }
  for (const change of [
    put('event', sierraEvent()),
    put('checkpoint', {
      ...{ id: uuid('e', 23), organisationId: SIERRA_ID, raceId: uuid('e', 10), name: 'FINISH', kind: 'FINISH' },
    }),
    run(1, 3, { ...ended, backup: true }),
  ]) {
    records.apply(change)
  }
  expect(replacedBox(records, DEAD, viewer, undefined)).toBeUndefined()
  expect(replaced(records, uuid('f', 1))).toMatchObject({
    ...{ serial: 'CLBX30203', place: 'FINISH', backup: true, isTimed: true },
  })
})
