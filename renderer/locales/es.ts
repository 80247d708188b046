import type { en } from './en.ts'
import { activity } from './es/activity.ts'
import { alarms } from './es/alarms.ts'
import { app } from './es/app.ts'
import { assign } from './es/assign.ts'
import { attention } from './es/attention.ts'
import { board } from './es/board.ts'
import { borrow } from './es/borrow.ts'
import { box } from './es/box.ts'
import { carry } from './es/carry.ts'
import { cloudAddress } from './es/cloud-address.ts'
import { command } from './es/commands.ts'
import { custody, rights } from './es/custody.ts'
import { custodySheet } from './es/custody-sheet.ts'
import { devices } from './es/devices.ts'
import { events } from './es/events.ts'
import { giveBack } from './es/give-back.ts'
import { groups, share } from './es/groups.ts'
import { history, stopReason } from './es/history.ts'
import { keys } from './es/keys.ts'
import { lend } from './es/lend.ts'
import { live } from './es/live.ts'
import { loans } from './es/loans.ts'
import { members } from './es/members.ts'
import { onboarding } from './es/onboarding.ts'
import { palette } from './es/palette.ts'
import { ready } from './es/ready.ts'
import { refusal } from './es/refusals.ts'
import { replace } from './es/replace.ts'
import { scan } from './es/scan.ts'
import { scoring } from './es/scoring.ts'
import { settings } from './es/settings.ts'
import { shell } from './es/shell.ts'
import { signIn } from './es/sign-in.ts'
import { startList } from './es/start-list.ts'
import { ticket } from './es/ticket.ts'
import { ticketRefusal } from './es/ticket-refusals.ts'
import { time } from './es/time.ts'
import { today } from './es/today.ts'
import { updates } from './es/updates.ts'
import { waiting } from './es/waiting.ts'
import type { Translation } from './translation.ts'

/** Every sentence in Spanish. The same files and shape as English; its words: docs/words-es.md. */
export const es: Translation<typeof en> = {
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
