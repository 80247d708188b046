import { expect, test } from 'vitest'
import {
  effectOfStopping,
  effectsOfMovingBoxes,
  effectsOfMovingGroup,
  moveBoxesCommands,
  usedWithoutRight,
} from '../../../renderer/groups/group-moves.ts'
import { gainSentence, loseSentences } from '../../../renderer/groups/move-effects.tsx'
import { rightsOf, roleIdOf, shareRoleOf } from '../../../renderer/groups/share-roles.ts'
import { takeOut } from '../../../renderer/groups/take-out.ts'
import { rightsList } from '../../../renderer/words/rights-words.ts'
import { ADMIN, READ_ONLY, TIMER } from '../../../shared/permissions.ts'
import type { Box } from '../../../shared/records/box.ts'
import { groupShareSchema } from '../../../shared/records/group.ts'
import { type GroupId, groupIdSchema } from '../../../shared/records/scalars.ts'
import type { MemoryRecords } from '../../../shared/state.ts'
import { groupOf, knownGroups, shareOf } from '../../support/sample-groups.ts'
import { COSTA_ID, put, record, uuid } from '../../support/sample-records.ts'
import { sampleSay } from '../../support/sample-say.ts'

const say = sampleSay()
const id = (text: string): GroupId => groupIdSchema.parse(text)

/** North kit is shared with Costa, which has box 3 in an event. */
function sharedNorth(): MemoryRecords {
  const records = knownGroups()
  records.apply(shareOf(groupOf.north))
  records.apply(
    put('assignment', {
      id: uuid('b', 3),
      organisationId: COSTA_ID,
      boxId: uuid('b', 3),
      checkpointIds: [],
      backup: false,
    }),
  )
  return records
}

function boxes(records: MemoryRecords, ...numbers: readonly number[]): readonly Box[] {
  return numbers.flatMap((number) => records.get('box', uuid('b', number)) ?? [])
}

const serials = (effect: { readonly boxes: readonly Box[] } | undefined) => effect?.boxes.map(({ serial }) => serial)
const share = (groupId: string, role = TIMER) => groupShareSchema.parse(shareOf(groupId, role).body)

test('[G2] boxes that leave a share are told with the partner and what it uses of them', () => {
  const records = sharedNorth()
  const { lose, gain } = effectsOfMovingBoxes(records, boxes(records, 1, 2, 3), id(groupOf.south))
  expect(gain).toEqual([])
  expect(lose).toHaveLength(1)
  expect(lose[0]).toMatchObject({ partnerId: COSTA_ID, groupName: 'North kit' })
  expect(serials(lose[0])).toEqual(['CLBX30202', 'CLBX30203'])
  expect(lose[0]?.used.map(({ serial }) => serial)).toEqual(['CLBX30203'])
  expect(lose.flatMap((effect) => loseSentences(say, effect))).toEqual([
    'Costa Events loses 2 boxes, CLBX30202 and CLBX30203: they leave what you share as North kit.',
    'Costa Events is using CLBX30203 now: it falls out of their event, and a timing run on it stops.',
  ])
})

test('[G2] a move within what is shared with the same partner takes nothing from it', () => {
  const records = sharedNorth()
  expect(effectsOfMovingBoxes(records, boxes(records, 2, 3), id(groupOf.reserve))).toEqual({ lose: [], gain: [] })
})

test('[G2] boxes that come into a share are told, too', () => {
  const records = sharedNorth()
  const { lose, gain } = effectsOfMovingBoxes(records, boxes(records, 5), id(groupOf.reserve))
  expect(lose).toEqual([])
  expect(gain.map((effect) => gainSentence(say, effect))).toEqual([
    'Costa Events gets to see CLBX30205: it comes into what you share as North kit.',
  ])
})

test('[G2, G3] a group that moves takes its own share along and leaves the one above', () => {
  const records = sharedNorth()
  // Its own share goes along.
  expect(effectsOfMovingGroup(records, id(groupOf.north), null)).toEqual({ lose: [], gain: [] })
  // Reserve leaves the share of North kit, with its box.
  const { lose } = effectsOfMovingGroup(records, id(groupOf.reserve), id(groupOf.south))
  expect(lose.map(serials)).toEqual([['CLBX30204']])
  const { gain } = effectsOfMovingGroup(records, id(groupOf.south), id(groupOf.north))
  expect(gain).toEqual([])
})

test('[G8] stopping tells what the partner loses and uses now', () => {
  const records = sharedNorth()
  const effect = effectOfStopping(records, share(groupOf.north))
  expect(serials(effect)).toEqual(['CLBX30202', 'CLBX30203', 'CLBX30204'])
  expect(effect.used.map(({ serial }) => serial)).toEqual(['CLBX30203'])
})

test('[G3, G11] stopping takes nothing that the same partner reaches through another group', () => {
  const records = sharedNorth()
  records.apply(shareOf(groupOf.madrid))
  expect(effectOfStopping(records, share(groupOf.north)).boxes).toEqual([])
  expect(serials(effectOfStopping(records, share(groupOf.madrid)))).toEqual(['CLBX30201'])
})

test('[G9] a box that the partner borrowed stays in its use whatever the groups say', () => {
  const records = sharedNorth()
  const [box] = boxes(records, 3)
  records.apply(put('box', record('box', { ...box, holderId: COSTA_ID })))
  expect(effectOfStopping(records, share(groupOf.north)).used).toEqual([])
})

test('[G8] a lower role names the boxes whose use ends', () => {
  const records = sharedNorth()
  const ending = (role: typeof TIMER) =>
    usedWithoutRight(records, share(groupOf.north), rightsOf(role.id, [])).map(({ serial }) => serial)
  expect(ending(READ_ONLY)).toEqual(['CLBX30203'])
  expect(ending(TIMER)).toEqual([])
  expect(ending(ADMIN)).toEqual([])
})

test('many boxes move as one act, those that are there already left out, and it can be undone', () => {
  const records = sharedNorth()
  const { commands, undo } = moveBoxesCommands(boxes(records, 1, 2, 5), id(groupOf.madrid))
  expect(commands).toEqual([
    { type: 'moveBoxToGroup', args: { boxId: uuid('b', 2), groupId: groupOf.madrid } },
    { type: 'moveBoxToGroup', args: { boxId: uuid('b', 5), groupId: groupOf.madrid } },
  ])
  expect(undo).toEqual([
    { type: 'moveBoxToGroup', args: { boxId: uuid('b', 2), groupId: groupOf.north } },
    { type: 'moveBoxToGroup', args: { boxId: uuid('b', 5), groupId: null } },
  ])
})

test('[G6] shows each role cut down to what sharing allows', () => {
  const own = record('role', {
    id: uuid('f', 1),
    name: 'Volunteers',
    permissions: ['timing.run', 'member.manage', 'share.lend'],
    builtIn: false,
  })
  const words = (roleId: typeof own.id) => rightsList(say.t, rightsOf(roleId, [own]))
  expect(words(READ_ONLY.id)).toBe('look')
  expect(words(TIMER.id)).toBe('look · use in races · time')
  expect(words(ADMIN.id)).toBe('look · use in races · time · edit')
  expect(words(own.id)).toBe('look · time')
  expect([READ_ONLY.id, TIMER.id, ADMIN.id, own.id].map(shareRoleOf)).toEqual(['look', 'use', 'edit', 'other'])
  expect(roleIdOf('other', [own])).toBe(own.id)
})

test('[G2] taking a box out of its group asks where a partner loses it, and can be undone where none does', () => {
  const records = sharedNorth()
  expect(takeOut(say.t, records, boxes(records, 2)).asks).toBe(true)
  expect(takeOut(say.t, records, boxes(records, 2)).done.undo).toBeUndefined()
  const { asks, done } = takeOut(say.t, records, boxes(records, 1))
  expect(asks).toBe(false)
  expect(done).toEqual({
    said: 'Box 1 (CLBX30201) is in no group',
    undo: [{ type: 'moveBoxToGroup', args: { boxId: uuid('b', 1), groupId: groupOf.madrid } }],
  })
})
