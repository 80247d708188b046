import { createHash } from 'node:crypto'
import type { CommandType } from '../../shared/commands/commands.ts'
import { BUILT_IN_ROLES, PERMISSIONS } from '../../shared/permissions.ts'
import type { Choices } from './choices.ts'

const HOUR_MS = 3_600_000

/** For every command there is, arguments that a person could give: sensible mostly, senseless now and then. */
export const ARGUMENTS: Readonly<Record<CommandType, (pick: Choices, nowMs: number) => object>> = {
  registerBox: (pick) => ({ boxId: pick.uuid(), serial: `CLBX${pick.number(1, 30)}` }),
  editBox: (pick) => ({
    boxId: pick.id('box'),
    alias: pick.sometimes(pick.name()),
    outOfService: pick.sometimes(true),
  }),
  retireBox: (pick) => ({ boxId: pick.id('box') }),
  createShareToken: (pick) => ({
    ...{ loanId: pick.uuid(), boxId: pick.id('box'), validity: validity(pick) },
    ...{
      tokenHash: createHash('sha256').update(pick.uuid()).digest('hex'),
      recipientId: pick.sometimes(pick.id('partner')),
    },
    releaseFromEvent: pick.chance(0.5),
  }),
  extendShare: (pick) => ({ loanId: pick.id('loan'), validity: validity(pick) }),
  revokeShare: (pick) => ({ loanId: pick.id('loan') }),
  acceptShareToken: (pick) => ({ token: pick.of('7K3M9QXW2HDT4FBF', '000000000000001Y') }),
  returnBox: (pick) => ({ loanId: pick.id('loan') }),
  noteReceipt: (pick) => ({ slip: pick.name() }),
  confirmReturn: (pick) => ({ loanId: pick.id('loan') }),
  createGroup: (pick) => ({ groupId: pick.uuid(), name: pick.name(), parentId: pick.idOrNull('group') }),
  editGroup: (pick) => ({ groupId: pick.id('group'), name: pick.name() }),
  moveGroup: (pick) => ({ groupId: pick.id('group'), parentId: pick.idOrNull('group') }),
  deleteGroup: (pick) => ({ groupId: pick.id('group') }),
  moveBoxToGroup: (pick) => ({ boxId: pick.id('box'), groupId: pick.idOrNull('group') }),
  refreshSharingCode: () => ({}),
  shareGroup: (pick) => ({ groupId: pick.id('group'), partnerId: pick.id('partner'), roleId: role(pick) }),
  changeGroupShareRole: (pick) => ({ groupId: pick.id('groupShare'), roleId: role(pick) }),
  stopGroupShare: (pick) => ({ groupId: pick.id('groupShare') }),
  createRole: (pick) => ({ roleId: pick.uuid(), name: `Crew ${pick.number(1, 9)}`, permissions: permissions(pick) }),
  editRole: (pick) => ({ roleId: pick.id('role'), name: pick.sometimes(pick.name()), permissions: permissions(pick) }),
  deleteRole: (pick) => ({ roleId: pick.id('role') }),
  inviteMember: (pick) => ({
    ...{ invitationId: pick.uuid(), email: `guest${pick.number(1, 9)}@example.org`, roleId: role(pick) },
    codeHash: createHash('sha256').update(pick.uuid()).digest('hex'),
  }),
  withdrawInvitation: (pick) => ({ invitationId: pick.id('invitation') }),
  changeMemberRole: (pick) => ({ memberId: pick.id('member'), roleId: role(pick) }),
  removeMember: (pick) => ({ memberId: pick.id('member') }),
  revokeInstallation: (pick) => ({ installationId: pick.id('installation') }),
  editOrganisation: (pick) => ({ contactName: pick.of(null, pick.name()) }),
  createEvent: (pick) => ({ eventId: pick.uuid(), name: pick.name(), date: '2026-06-06' }),
  editEvent: (pick) => ({ eventId: pick.id('event'), name: pick.name() }),
  archiveEvent: (pick) => ({ eventId: pick.id('event') }),
  createRace: (pick) => ({ raceId: pick.uuid(), eventId: pick.id('event'), name: pick.name() }),
  editRace: (pick) => ({ raceId: pick.id('race'), name: pick.name() }),
  deleteRace: (pick) => ({ raceId: pick.id('race') }),
  createCheckpoint: (pick) => ({
    ...{ checkpointId: pick.uuid(), raceId: pick.id('race'), name: pick.name() },
    kind: pick.of('START', 'INTERMEDIATE', 'FINISH'),
  }),
  editCheckpoint: (pick) => ({ checkpointId: pick.id('checkpoint'), name: pick.name() }),
  deleteCheckpoint: (pick) => ({ checkpointId: pick.id('checkpoint') }),
  assignBox: (pick) => ({
    ...{ boxId: pick.id('box'), eventId: pick.id('event') },
    checkpointIds: pick.chance(0.7) ? [pick.id('checkpoint')] : [],
  }),
  releaseBox: (pick) => ({ boxId: pick.id('box') }),
  startSession: (pick) => ({ sessionId: pick.uuid(), boxId: pick.id('box') }),
  stopSession: (pick) => ({ sessionId: pick.id('session') }),
  adoptPassings: (pick, nowMs) => ({
    ...{ sessionId: pick.uuid(), adopts: pick.id('session') },
    until: new Date(nowMs + pick.number(-48, 48) * HOUR_MS).toISOString(),
  }),
  recordRaceAction: (pick, nowMs) => ({
    ...{ actionId: pick.uuid(), raceId: pick.id('race'), kind: pick.of('START', 'TIME', 'DNF', 'NOTE', 'CROSS_OUT') },
    ...{
      at: new Date(nowMs).toISOString(),
      bib: pick.sometimes('17'),
      checkpointId: pick.sometimes(pick.id('checkpoint')),
    },
    withdraws: pick.sometimes(pick.id('raceAction')),
  }),
}

function validity(pick: Choices): string {
  return pick.of('1d', '1d', '1w', '15d')
}

function role(pick: Choices): string {
  const [first, ...others] = BUILT_IN_ROLES.map(({ id }) => id)
  return pick.chance(0.3) ? pick.id('role') : pick.of(first ?? pick.uuid(), ...others)
}

function permissions(pick: Choices): readonly string[] {
  return PERMISSIONS.filter(() => pick.chance(0.5))
}
