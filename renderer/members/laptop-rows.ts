import type { Kind } from '../../shared/records/kinds.ts'
import type { Installation, Member } from '../../shared/records/organisation.ts'
import type { InstallationId, MemberId, OrganisationId } from '../../shared/records/scalars.ts'
import type { Session } from '../../shared/records/session.ts'
import type { Records } from '../../shared/state.ts'
import { folded } from '../words/search.ts'

export const LAPTOP_FILTERS = ['all', 'active', 'revoked'] as const
export type LaptopFilter = (typeof LAPTOP_FILTERS)[number]

/** One row of the Laptops list. */
export interface LaptopRow {
  readonly laptop: Installation
  /** Undefined: removed since. */
  readonly member: Member | undefined
  readonly isThis: boolean
  readonly confirmed: boolean
  /** What search looks at, folded. */
  readonly texts: readonly string[]
}

/** Laptops that may work by their member's name and their own, then the revoked ones, newest first. */
export function laptopRows(
  records: Records,
  organisationId: OrganisationId,
  thisLaptopId: InstallationId | undefined,
  unconfirmed: (kind: Kind, id: string) => boolean,
): readonly LaptopRow[] {
  return [...records.all('installation')]
    .filter((laptop) => laptop.organisationId === organisationId)
    .map((laptop): LaptopRow => {
      const member = records.get('member', laptop.memberId)
      return {
        laptop,
        member,
        isThis: laptop.id === thisLaptopId,
        confirmed: !unconfirmed('installation', laptop.id),
        texts: [laptop.name, member?.name ?? ''].map(folded),
      }
    })
    .toSorted(byState)
}

export function isInLaptopFilter({ laptop }: LaptopRow, filter: LaptopFilter): boolean {
  if (filter === 'all') return true
  return (laptop.revokedAt === undefined) === (filter === 'active')
}

/** What goes on when a member or a laptop is shut out, and should be known before (R5). */
export function runsOf(records: Records, memberId: MemberId): readonly Session[] {
  return [...records.all('session')].filter((run) => run.startedById === memberId && run.stoppedAt === undefined)
}

function byState(one: LaptopRow, other: LaptopRow): number {
  const [first, second] = [one.laptop.revokedAt ?? '', other.laptop.revokedAt ?? '']
  if (first !== '' || second !== '') return first === '' ? -1 : second === '' ? 1 : second.localeCompare(first)
  return nameOf(one).localeCompare(nameOf(other)) || one.laptop.name.localeCompare(other.laptop.name)
}

function nameOf({ member }: LaptopRow): string {
  return member?.name ?? ''
}
