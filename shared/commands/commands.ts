import type { z } from 'zod'
import { assignBox, releaseBox } from './assignments.ts'
import { editBox, registerBox, retireBox } from './boxes.ts'
import {
  archiveEvent,
  createCheckpoint,
  createEvent,
  createRace,
  deleteCheckpoint,
  deleteRace,
  editCheckpoint,
  editEvent,
  editRace,
} from './events.ts'
import {
  changeGroupShareRole,
  createGroup,
  deleteGroup,
  editGroup,
  moveBoxToGroup,
  moveGroup,
  refreshSharingCode,
  shareGroup,
  stopGroupShare,
} from './groups.ts'
import { acceptShareToken, confirmReturn, createShareToken, extendShare, returnBox, revokeShare } from './loans.ts'
import {
  changeMemberRole,
  createRole,
  deleteRole,
  editOrganisation,
  editRole,
  inviteMember,
  removeMember,
  revokeInstallation,
  withdrawInvitation,
} from './members.ts'
import { recordRaceAction } from './race-actions.ts'
import { adoptPassings, startSession, stopSession } from './sessions.ts'
import { noteReceipt } from './slips.ts'

/** Every command there is. */
export const commandDefinitions = {
  registerBox,
  editBox,
  retireBox,
  createShareToken,
  extendShare,
  revokeShare,
  acceptShareToken,
  returnBox,
  confirmReturn,
  noteReceipt,
  createGroup,
  editGroup,
  moveGroup,
  deleteGroup,
  moveBoxToGroup,
  refreshSharingCode,
  shareGroup,
  changeGroupShareRole,
  stopGroupShare,
  createRole,
  editRole,
  deleteRole,
  inviteMember,
  withdrawInvitation,
  changeMemberRole,
  removeMember,
  revokeInstallation,
  editOrganisation,
  createEvent,
  editEvent,
  archiveEvent,
  createRace,
  editRace,
  deleteRace,
  createCheckpoint,
  editCheckpoint,
  deleteCheckpoint,
  assignBox,
  releaseBox,
  startSession,
  stopSession,
  adoptPassings,
  recordRaceAction,
} as const

export type CommandType = keyof typeof commandDefinitions
/** A command's arguments before parsing, as a caller writes them. */
export type CommandArgs<T extends CommandType> = z.input<(typeof commandDefinitions)[T]['args']>

export function isCommandType(text: string): text is CommandType {
  return Object.hasOwn(commandDefinitions, text)
}
