import type { OrganisationId } from '../../shared/records/scalars.ts'
import type { Certificate } from '../../shared/tickets/forms.ts'
import type { Plans } from './organisations.ts'

/** Whose certificate something is signed with. */
type Signer = Pick<Certificate, 'organisationId' | 'memberId' | 'installationId'>

/** Where to begin loading: what a command names. */
export interface Seeds {
  readonly boxIds?: readonly string[]
  readonly loanIds?: readonly string[]
  readonly tokenHashes?: readonly string[]
  readonly eventIds?: readonly string[]
  readonly raceIds?: readonly string[]
  readonly checkpointIds?: readonly string[]
  readonly sessionIds?: readonly string[]
  readonly raceActionIds?: readonly string[]
  /** L10: what tells whether the organisation ever had to do with the boxes. */
  readonly dealings?: boolean
  /** To be dealt with from now on: what is shown of them mustn't change meanwhile. */
  readonly organisationIds?: readonly OrganisationId[]
  /** The box of this serial that the organisation owns. */
  readonly serials?: readonly string[]
  /** All races, checkpoints and assignments of the events as well. */
  readonly wholeEvents?: boolean
  /** L6: all boxes that count towards the organisation's allowance. */
  readonly allowance?: boolean
  /** L13: of loans that are over, too, their boxes with all later loans, and what counts for their recipients. */
  readonly goingOn?: boolean
  /** With all above them. */
  readonly groupIds?: readonly string[]
  /** With all above and below them, and the boxes there. */
  readonly treeIds?: readonly string[]
  readonly roleIds?: readonly string[]
  /** The groups that the organisation has shared in those roles as well, as `treeIds`. */
  readonly sharesInRoles?: boolean
  readonly invitationIds?: readonly string[]
  readonly invitationHashes?: readonly string[]
  /** The organisation's members, roles, invitations and installations. */
  readonly people?: boolean
  readonly sharingCodes?: readonly string[]
  readonly partnerIds?: readonly string[]
  /** Who signed a ticket or slip: whether it may lend now. */
  readonly signer?: Signer | undefined
  /** The organisation's contact changes for all who have it as a partner (O9). */
  readonly contact?: boolean
}

export interface SliceContext {
  readonly organisationId: OrganisationId
  readonly now: string
  readonly plans: Plans
}
