import { randomUUID } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openMemberStore } from '../../electron/core/store/member-store.ts'
import { ADMIN } from '../../shared/permissions.ts'

/**
 * Makes a data folder of a member who is signed in, with `boxes` of its own in `groups`, ten to a depot, as after a first
 * sync.
 */
export function makeBigStore(dataDir: string, boxes: number, groups: number): void {
  const organisation = {
    id: randomUUID(),
    name: 'Sierra Timing',
    number: 1001,
    plan: 'UNLIMITED',
    allowance: null,
  }
  const member = {
    id: randomUUID(),
    organisationId: organisation.id,
    name: 'Ana',
    email: 'timer@sierra.example',
    roleId: ADMIN.id,
  }
  mkdirSync(join(dataDir, 'members'), { recursive: true })
  const store = openMemberStore(join(dataDir, 'members', `${member.id}.db`))
  store.transact(() => {
    store.local.set('identity', JSON.stringify({ member, organisation }))
    store.local.set('installationId', randomUUID())
    store.local.set('lastSyncedAt', new Date().toISOString())
    const groupIds = Array.from({ length: groups }, () => randomUUID())
    for (const [index, id] of groupIds.entries()) {
      const depot = index - (index % 10)
      const parentId = index === depot ? null : groupIds[depot]
      const group = { id, name: `Group ${1000 + index}`, category: 'Kit', parentId, ownerId: organisation.id }
      store.records.apply({ kind: 'group', id, body: JSON.stringify(group) })
    }
    for (let index = 0; index < boxes; index += 1) {
      const box = {
        id: randomUUID(),
        serial: `CLBX${String(100_000 + index)}`,
        alias: `Case ${index % 400}`,
        model: 'CloudBox',
        firmware: '4.2.0',
        ownerId: organisation.id,
        holderId: organisation.id,
        groupId: groupIds[index % groups] ?? null,
        registeredAt: '2026-01-01T00:00:00.000Z',
      }
      store.records.apply({ kind: 'box', id: box.id, body: JSON.stringify(box) })
    }
  })
  store.close()
  const members = [{ memberId: member.id, email: member.email, organisationName: organisation.name }]
  writeFileSync(
    join(dataDir, 'settings.json'),
    JSON.stringify({ installationName: 'Trackside-1', members, signedIn: true }),
  )
}
