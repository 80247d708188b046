import { expect, test } from 'vitest'
import { groupTree } from '../../../renderer/groups/group-facts.ts'
import { receiverByCode, shareAct } from '../../../renderer/groups/share-plan.ts'
import type { CodeOwner } from '../../../renderer/groups/use-code-owner.ts'
import { readCode } from '../../../shared/codes.ts'
import { TIMER } from '../../../shared/permissions.ts'
import { organisationIdSchema } from '../../../shared/records/scalars.ts'
import { groupOf, knownGroups } from '../../support/sample-groups.ts'
import { COSTA_ID, SIERRA_ID, uuid } from '../../support/sample-records.ts'
import { sampleSay } from '../../support/sample-say.ts'

const { t } = sampleSay()
const records = knownGroups()
const known = (id: string) => records.get('partner', id)
const tree = groupTree(records, organisationIdSchema.parse(SIERRA_ID), () => false)
const groups = [groupOf.north, groupOf.south].flatMap((id) => tree.byId.get(id) ?? [])
const roleId = TIMER.id

function code() {
  const read = readCode('P 7K3M 9QXW 2HDT 4FBF')
  if (read?.kind !== 'sharing-code') throw new Error('not a partner code')
  return read.code
}

function found(organisationId: string, name: string): CodeOwner {
  return { status: 'found', organisationId: organisationIdSchema.parse(organisationId), name, number: 1009 }
}

test('[G5] nothing is shared by a code before it is known whose it is', () => {
  for (const status of ['looking', 'unknown', 'own'] as const) {
    expect(receiverByCode(code(), { status }, known)).toBeUndefined()
  }
  expect(receiverByCode(code(), { status: 'too-many', retryAfterS: 20 }, known)).toBeUndefined()
  expect(receiverByCode(code(), undefined, known)).toBeUndefined()
})

test('[G5] a partner that is known here needs no wait, a stranger goes by the code', () => {
  expect(receiverByCode(code(), found(COSTA_ID, 'Costa Events'), known)).toMatchObject({
    kind: 'partner',
    partnerId: COSTA_ID,
  })
  expect(receiverByCode(code(), found(uuid('a', 9), 'Valle Cronos'), known)).toEqual({
    kind: 'code',
    code: code(),
    name: 'Valle Cronos',
  })
})

test('[F2] without the cloud the code goes along unchecked, and that is said', () => {
  const receiver = receiverByCode(code(), { status: 'no-cloud' }, known)
  expect(receiver).toEqual({ kind: 'code', code: code(), name: undefined })
  if (receiver === undefined) return
  const { commands, done } = shareAct(t, groups.slice(0, 1), receiver, roleId)
  expect(commands).toEqual([{ type: 'shareGroup', args: { groupId: groupOf.north, roleId, sharingCode: code() } }])
  expect(done).toEqual({ said: 'North kit: shared as soon as the code is checked' })
})

test('[G5] several groups go to one partner in one act, with what undoes it', () => {
  const partnerId = organisationIdSchema.parse(COSTA_ID)
  const { commands, done } = shareAct(t, groups, { kind: 'partner', partnerId, name: 'Costa Events' }, roleId)
  expect(commands).toEqual([
    { type: 'shareGroup', args: { groupId: groupOf.north, roleId, partnerId } },
    { type: 'shareGroup', args: { groupId: groupOf.south, roleId, partnerId } },
  ])
  expect(done.said).toBe('2 groups shared with Costa Events')
  expect(done.undo).toEqual([
    { type: 'stopGroupShare', args: { groupId: groupOf.north } },
    { type: 'stopGroupShare', args: { groupId: groupOf.south } },
  ])
})
