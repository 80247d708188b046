import type { Settings } from '../../shared/desktop-settings.ts'
import type { Action } from './action.ts'
import { BOX_ACTIONS } from './box-actions.ts'
import { RECORD_ACTIONS } from './record-actions.ts'

/**
 * Everything that can be done from the palette; screens and records aside, which it finds by themselves. To add one: an
 * entry here or in one of the two lists taken in, and its words in locales/en/palette.ts. What asks or needs a form is
 * done where it stands: `ask` leads there, and `useWanted` takes it.
 */
export const ACTIONS = {
  ...BOX_ACTIONS,
  addBorrowed: {
    permission: 'share.borrow',
    run: ({ door, words }) => door.receive({ title: words.addTitle }),
  },
  giveBack: { permission: 'share.borrow', run: ({ go }) => go({ screen: 'give-back' }) },
  scan: { run: ({ door }) => door.receive() },
  showCard: { fits: ({ signs }) => signs, run: ({ door }) => door.show('card', []) },
  takeAlong: { fits: ({ signs }) => signs, run: ({ ask }) => ask('take-along', { screen: 'settings' }) },
  registerBox: { permission: 'box.edit', run: ({ ask }) => ask('register-box', { screen: 'devices' }) },
  registerMany: { permission: 'box.edit', run: ({ ask }) => ask('register-many', { screen: 'devices' }) },
  saveBoxes: { run: ({ ask }) => ask('boxes-csv', { screen: 'devices' }) },
  createEvent: { permission: 'event.edit', run: ({ ask }) => ask('create-event', { screen: 'events' }) },
  createGroup: { permission: 'group.edit', run: ({ ask }) => ask('create-group', { screen: 'groups' }) },
  sharingCode: { run: ({ ask }) => ask('sharing-code', { screen: 'groups' }) },
  ...RECORD_ACTIONS,
  invite: { permission: 'member.manage', run: ({ ask }) => ask('invite', { screen: 'members' }) },
  createRole: { permission: 'role.manage', run: ({ go }) => go({ screen: 'roles', opened: 'new' }) },
  createKey: { permission: 'member.manage', run: ({ ask }) => ask('create-key', { screen: 'keys' }) },
  editOrganisation: { permission: 'member.manage', run: ({ ask }) => ask('contact', { screen: 'settings' }) },
  firstSteps: { permission: 'share.borrow', run: ({ ask }) => ask('first-steps', { screen: 'today' }) },
  changePassword: { run: ({ ask }) => ask('password', { screen: 'settings' }) },
  renameLaptop: { run: ({ ask }) => ask('laptop-name', { screen: 'settings' }) },
  themeSystem: set({ theme: 'system' }),
  themeLight: set({ theme: 'light' }),
  themeDark: set({ theme: 'dark' }),
  themeSunlight: set({ theme: 'sunlight' }),
  rowsMouse: set({ rows: 'mouse' }),
  rowsDefault: set({ rows: 'default' }),
  rowsTouch: set({ rows: 'touch' }),
  sounds: { run: ({ call, sounds }) => call('saveSettings', { sounds: !sounds }) },
  syncNow: { run: ({ call }) => call('syncNow', {}) },
  shortcuts: { shortcut: 'shortcuts', run: ({ showShortcuts }) => showShortcuts() },
  signOut: { run: ({ ask }) => ask('sign-out', { screen: 'settings' }) },
} as const satisfies Readonly<Record<string, Action>>

export type ActionId = keyof typeof ACTIONS

export const ACTION_IDS = Object.keys(ACTIONS) as readonly ActionId[]

export function actionOf(id: ActionId): Action {
  return ACTIONS[id]
}

function set(change: Partial<Settings>): Action {
  return { run: ({ call }) => call('saveSettings', change) }
}
