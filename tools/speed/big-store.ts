import { randomUUID } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openMemberStore } from '../../electron/core/store/member-store.ts'
import { TIMER } from '../../shared/permissions.ts'

/** Makes a data folder of a member who is signed in, with `count` boxes of its own, as after a first sync. */
export function makeBigStore(dataDir: string, count: number): void {
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
    roleId: TIMER.id,
  }
  mkdirSync(join(dataDir, 'members'), { recursive: true })
  const store = openMemberStore(join(dataDir, 'members', `${member.id}.db`))
  store.transact(() => {
    store.local.set('identity', JSON.stringify({ member, organisation }))
    store.local.set('lastSyncedAt', new Date().toISOString())
    for (let index = 0; index < count; index += 1) {
      const box = {
        id: randomUUID(),
        serial: `CLBX${String(100_000 + index)}`,
        alias: `Case ${index % 400}`,
        model: 'CloudBox',
        firmware: '4.2.0',
        ownerId: organisation.id,
        holderId: organisation.id,
        groupId: null,
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
