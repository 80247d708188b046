import { join } from 'node:path'
import type { Status } from '../../../shared/desktop-api.ts'
import { deleteMemberStore, openMemberStore } from '../store/member-store.ts'
import { keyName } from '../tickets/signer.ts'
import type { Secrets } from './secrets.ts'
import type { SettingsFile } from './settings-file.ts'

export type Farewell = NonNullable<Status['farewell']>

export interface PartingParts {
  readonly membersDir: string
  readonly settings: SettingsFile
  readonly secrets: Secrets
}

/** O10: writes down that everything of the member goes, and what to say of it, so that a crash changes nothing of it. */
export function beginParting({ settings }: PartingParts, memberId: string, farewell: Farewell): void {
  const { members, signedIn, leaving, leavingSince } = settings.read()
  settings.change({
    members: members.filter((member) => member.memberId !== memberId),
    signedIn: signedIn && members[0]?.memberId !== memberId,
    leaving: [...new Set([...leaving, memberId])],
    // A laptop that was taken back must hold nothing any more; a member who was removed has finish times to hand in.
    ...(farewell.reason === 'removed' ? { leavingSince: { ...leavingSince, [memberId]: farewell.at } } : {}),
    farewell,
  })
}

export function isLeaving({ settings }: PartingParts, memberId: string): boolean {
  return settings.read().leaving.includes(memberId)
}

/** Deletes what is here of the member. Its store must be closed; doing it again does no harm. */
export async function finishParting(parts: PartingParts, memberId: string): Promise<void> {
  const { membersDir, settings, secrets } = parts
  deleteMemberStore(memberStorePath(membersDir, memberId))
  await secrets.remove(memberId)
  await secrets.remove(keyName(memberId))
  const { leaving, leavingSince, rescue } = settings.read()
  // The damaged file that it names is gone with the rest.
  const isOfMember = rescue?.keptAs.includes(memberId) ?? false
  const { [memberId]: _, ...others } = leavingSince
  settings.change({
    leaving: leaving.filter((id) => id !== memberId),
    leavingSince: others,
    ...(isOfMember ? { rescue: undefined } : {}),
  })
}

/** How many commands of a member who isn't at work the cloud never took; 0 where the file can't be read. */
export function unsentOf({ membersDir }: PartingParts, memberId: string): number {
  try {
    const store = openMemberStore(memberStorePath(membersDir, memberId))
    try {
      return store.outbox.read().filter(({ state }) => state === 'waiting').length
    } finally {
      store.close()
    }
  } catch {
    // Whatever is wrong with it, it goes all the same.
    return 0
  }
}

export function memberStorePath(membersDir: string, memberId: string): string {
  return join(membersDir, `${memberId}.db`)
}
