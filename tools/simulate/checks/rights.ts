import type { CommandType } from '../../../shared/commands/commands.ts'
import type { Query } from '../stand-ins/pglite.ts'
import { must } from './invariants.ts'

/** What `rules.md` asks for, written a second time. */
const PERMISSION: Readonly<Record<CommandType, readonly string[]>> = {
  registerBox: ['box.edit'],
  editBox: ['box.edit'],
  retireBox: ['box.edit'],
  createShareToken: ['share.lend'],
  extendShare: ['share.lend', 'share.borrow'],
  revokeShare: ['share.lend'],
  acceptShareToken: ['share.borrow'],
  returnBox: ['share.borrow'],
  noteReceipt: ['share.lend'],
  confirmReturn: ['share.lend'],
  createGroup: ['group.edit'],
  editGroup: ['group.edit'],
  moveGroup: ['group.edit'],
  deleteGroup: ['group.edit'],
  moveBoxToGroup: ['group.edit'],
  refreshSharingCode: ['group.share'],
  shareGroup: ['group.share'],
  changeGroupShareRole: ['group.share'],
  stopGroupShare: ['group.share'],
  createRole: ['role.manage'],
  editRole: ['role.manage'],
  deleteRole: ['role.manage'],
  inviteMember: ['member.manage'],
  withdrawInvitation: ['member.manage'],
  changeMemberRole: ['member.manage'],
  removeMember: ['member.manage'],
  revokeInstallation: ['member.manage'],
  editOrganisation: ['member.manage'],
  createEvent: ['event.edit'],
  editEvent: ['event.edit'],
  archiveEvent: ['event.edit'],
  createRace: ['event.edit'],
  editRace: ['event.edit'],
  deleteRace: ['event.edit'],
  createCheckpoint: ['event.edit'],
  editCheckpoint: ['event.edit'],
  deleteCheckpoint: ['event.edit'],
  assignBox: ['box.use'],
  releaseBox: ['box.use'],
  startSession: ['timing.run'],
  stopSession: ['timing.run'],
  adoptPassings: ['timing.run'],
  recordRaceAction: ['timing.run'],
}

interface Member {
  readonly id: string
  readonly role: string
  readonly permissions: readonly string[] | null
  readonly removed: boolean
}

interface Rights {
  readonly members: readonly Member[]
  readonly revoked: readonly string[] | null
}

const RIGHTS = `select
  (select json_agg(json_build_object('id', m.id, 'role', m.role_id, 'permissions', r.permissions,
    'removed', m.removed_at is not null)) from member m left join role r on r.id = m.role_id) as members,
  (select json_agg(id) from installation where revoked_at is not null) as revoked`

/** The rows that the transaction which is about to commit has written. */
const DECIDED = `select id, member_id as member, installation_id as installation from command
  where status = 'accepted' and not repeated and xmin::text = pg_current_xact_id()::xid::text`

interface Decided {
  readonly id: string
  readonly member: string
  readonly installation: string
}

/** O4: each accepted command against what its member and laptop were allowed before it took effect. */
export class RightChecks {
  readonly #typeOf: (commandId: string) => string | undefined
  readonly #builtIn: ReadonlyMap<string, readonly string[]>
  #before: Rights | undefined

  constructor(typeOf: (commandId: string) => string | undefined, builtIn: ReadonlyMap<string, readonly string[]>) {
    this.#typeOf = typeOf
    this.#builtIn = builtIn
  }

  /** After a restore. */
  forget(): void {
    this.#before = undefined
  }

  async look(query: Query): Promise<void> {
    const before = this.#before
    const [now] = await query<Rights>(RIGHTS)
    this.#before = now
    if (before === undefined) return
    for (const decided of await query<Decided>(DECIDED)) this.#check(before, decided)
  }

  #check({ members, revoked }: Rights, { id, member: memberId, installation }: Decided): void {
    const type = this.#typeOf(id)
    const needed = PERMISSION[type as CommandType]
    const member = members.find((one) => one.id === memberId)
    const has = member?.permissions ?? this.#builtIn.get(member?.role ?? '') ?? []
    const isAllowed = needed?.some((permission) => has.includes(permission)) === true
    must(isAllowed && member?.removed === false, 'right', () => `${type} ${id} by ${JSON.stringify(member)}`)
    must(revoked?.includes(installation) !== true, 'right', () => `${type} ${id} by the revoked laptop ${installation}`)
  }
}
