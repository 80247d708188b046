import { assertNever } from '../../shared/assert-never.ts'
import type { Change } from '../../shared/records/kinds.ts'
import type { InstallationId, MemberId } from '../../shared/records/scalars.ts'
import { updateInstallation } from './installations.ts'
import { markRemoved, updateMember } from './members.ts'
import { updateOrganisation } from './organisations.ts'
import { endStreamsOfInstallation, endStreamsOfMember } from './sign-ins.ts'
import type { Tx } from './tables.ts'

/** Kinds whose tables hold more than the record: only what a command may change of them is written. */
const PEOPLE_KINDS = ['organisation', 'member', 'installation'] as const
export type PeopleChange = Extract<Change, { readonly kind: (typeof PEOPLE_KINDS)[number] }>

export function isPeopleChange(change: Change): change is PeopleChange {
  return PEOPLE_KINDS.some((kind) => kind === change.kind)
}

export async function writePeople(trx: Tx, changes: readonly PeopleChange[], now: string): Promise<void> {
  const removed = new Set(changes.filter(({ kind, body }) => kind === 'member' && body === null).map(({ id }) => id))
  for (const change of changes) await writeOne(trx, change, now, removed)
}

/** @param removed the members who leave with these changes */
async function writeOne(trx: Tx, change: PeopleChange, now: string, removed: ReadonlySet<string>): Promise<void> {
  switch (change.kind) {
    case 'organisation':
      if (change.body === null) throw new Error('no command deletes an organisation')
      return await updateOrganisation(trx, change.body)
    case 'member': {
      if (change.body) return await updateMember(trx, change.body)
      const id = change.id as MemberId
      await markRemoved(trx, id, now)
      return await endStreamsOfMember(trx, id)
    }
    case 'installation': {
      const { revokedAt, memberId } = change.body ?? {}
      if (revokedAt === undefined) throw new Error('a command only revokes installations')
      const revokedWithMember = removed.has(memberId ?? '')
      await updateInstallation(trx, change.id as InstallationId, { revokedAt, revokedWithMember })
      return await endStreamsOfInstallation(trx, change.id as InstallationId)
    }
    default:
      return assertNever(change)
  }
}
