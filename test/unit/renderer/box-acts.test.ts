import { expect, test } from 'vitest'
import { actsFor } from '../../../renderer/devices/box-acts.ts'
import { ADMIN, type BuiltInRole, READ_ONLY, TIMER } from '../../../shared/permissions.ts'

const canAs = (role: BuiltInRole) => (permission: BuiltInRole['permissions'][number]) =>
  role.permissions.includes(permission)

test('[L8] offers the owner of a box that is away to extend and end, not to use it', () => {
  expect(actsFor('reserved', true, canAs(TIMER))).toEqual(['code', 'extend', 'end'])
  expect(actsFor('lent', true, canAs(TIMER))).toEqual(['extend', 'end'])
})

test('[L12] offers lending for owned boxes only, giving back for borrowed ones', () => {
  expect(actsFor('available', false, canAs(ADMIN))).toEqual(['lend'])
  expect(actsFor('borrowed', true, canAs(ADMIN))).toEqual(['give-back', 'take-off'])
})

test('[L12, G6] offers to take a box of a shared group off an event, but not to lend or give it back', () => {
  expect(actsFor('through-group', true, canAs(ADMIN))).toEqual(['take-off'])
})

test('[L18] offers to tick in a box that is not back', () => {
  expect(actsFor('over', false, canAs(TIMER))).toEqual(['back', 'lend'])
})

test('[O4] offers a reader nothing', () => {
  for (const state of ['ours', 'available', 'reserved', 'lent', 'borrowed', 'through-group', 'over'] as const) {
    expect(actsFor(state, true, canAs(READ_ONLY))).toEqual([])
  }
})
