import { activity } from './en/activity.ts'
import { alarms } from './en/alarms.ts'
import { app } from './en/app.ts'
import { assign } from './en/assign.ts'
import { attention } from './en/attention.ts'
import { board } from './en/board.ts'
import { borrow } from './en/borrow.ts'
import { box } from './en/box.ts'
import { carry } from './en/carry.ts'
import { cloudAddress } from './en/cloud-address.ts'
import { command } from './en/commands.ts'
import { custody, rights } from './en/custody.ts'
import { custodySheet } from './en/custody-sheet.ts'
import { devices } from './en/devices.ts'
import { events } from './en/events.ts'
import { giveBack } from './en/give-back.ts'
import { groups, share } from './en/groups.ts'
import { history, stopReason } from './en/history.ts'
import { keys } from './en/keys.ts'
import { lend } from './en/lend.ts'
import { live } from './en/live.ts'
import { loans } from './en/loans.ts'
import { members } from './en/members.ts'
import { onboarding } from './en/onboarding.ts'
import { palette } from './en/palette.ts'
import { ready } from './en/ready.ts'
import { refusal } from './en/refusals.ts'
import { replace } from './en/replace.ts'
import { scan } from './en/scan.ts'
import { scoring } from './en/scoring.ts'
import { settings } from './en/settings.ts'
import { shell } from './en/shell.ts'
import { signIn } from './en/sign-in.ts'
import { startList } from './en/start-list.ts'
import { ticket } from './en/ticket.ts'
import { ticketRefusal } from './en/ticket-refusals.ts'
import { time } from './en/time.ts'
import { today } from './en/today.ts'
import { updates } from './en/updates.ts'
import { waiting } from './en/waiting.ts'

/**
 * Every sentence in English. One file an area under en/; a screen adds its own there and a line here.
 * Spanish and Italian have the same shape.
 */
export const en = {
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
} as const
