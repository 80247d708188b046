import type { en } from './en.ts'
import { activity } from './it/activity.ts'
import { alarms } from './it/alarms.ts'
import { app } from './it/app.ts'
import { assign } from './it/assign.ts'
import { attention } from './it/attention.ts'
import { board } from './it/board.ts'
import { borrow } from './it/borrow.ts'
import { box } from './it/box.ts'
import { carry } from './it/carry.ts'
import { cloudAddress } from './it/cloud-address.ts'
import { command } from './it/commands.ts'
import { custody, rights } from './it/custody.ts'
import { custodySheet } from './it/custody-sheet.ts'
import { devices } from './it/devices.ts'
import { events } from './it/events.ts'
import { giveBack } from './it/give-back.ts'
import { groups, share } from './it/groups.ts'
import { history, stopReason } from './it/history.ts'
import { keys } from './it/keys.ts'
import { lend } from './it/lend.ts'
import { live } from './it/live.ts'
import { loans } from './it/loans.ts'
import { members } from './it/members.ts'
import { onboarding } from './it/onboarding.ts'
import { palette } from './it/palette.ts'
import { ready } from './it/ready.ts'
import { refusal } from './it/refusals.ts'
import { replace } from './it/replace.ts'
import { scan } from './it/scan.ts'
import { scoring } from './it/scoring.ts'
import { settings } from './it/settings.ts'
import { shell } from './it/shell.ts'
import { signIn } from './it/sign-in.ts'
import { startList } from './it/start-list.ts'
import { ticket } from './it/ticket.ts'
import { ticketRefusal } from './it/ticket-refusals.ts'
import { time } from './it/time.ts'
import { today } from './it/today.ts'
import { updates } from './it/updates.ts'
import { waiting } from './it/waiting.ts'
import type { Translation } from './translation.ts'

/** Every sentence in Italian. The same files and shape as English. */
export const it: Translation<typeof en> = {
  ...app,
  assign,
  board,
  borrow,
  box,
  carry,
  cloudAddress,
  devices,
  lend,
  signIn,
  custody,
  custodySheet,
  history,
  refusal,
  rights,
  time,
  activity,
  alarms,
  attention,
  command,
  events,
  giveBack,
  groups,
  keys,
  live,
  loans,
  members,
  onboarding,
  palette,
  ready,
  replace,
  scan,
  scoring,
  settings,
  share,
  shell,
  startList,
  stopReason,
  ticket,
  ticketRefusal,
  today,
  updates,
  waiting,
}
