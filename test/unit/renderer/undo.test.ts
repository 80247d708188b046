import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type CommandType, commandDefinitions } from '../../../shared/commands/commands.ts'

const RENDERER = join(import.meta.dirname, '../../../renderer')

/**
 * What becomes of each command after it was given (ux 4). `undo`: offers its opposite for ten seconds. `asks`: asks first.
 * `undo, or asks`: asks where somebody loses something by it. Otherwise, why neither.
 */
const AFTER = {
  registerBox: 'undo',
  editBox: 'undo',
  retireBox: 'asks',
  createShareToken: 'none: its dialog shows the code, and the loan can be ended there and later',
  extendShare: 'none: a longer loan can’t be made shorter, only ended; its dialog says until when before',
  revokeShare: 'asks',
  acceptShareToken: 'none: giving back is an act of its own, which asks',
  returnBox: 'asks',
  confirmReturn: 'none: that a box is back is seen, not decided; nothing takes it back',
  noteReceipt: 'none: it notes what the other side has signed',
  createGroup: 'undo',
  editGroup: 'undo',
  moveGroup: 'undo, or asks',
  deleteGroup: 'undo',
  moveBoxToGroup: 'undo, or asks',
  refreshSharingCode: 'asks',
  shareGroup: 'undo',
  changeGroupShareRole: 'undo, or asks',
  stopGroupShare: 'asks',
  createRole: 'undo',
  editRole: 'undo, or asks',
  deleteRole: 'undo',
  inviteMember: 'none: its dialog shows the code; withdrawing is an act of its own',
  withdrawInvitation: 'asks',
  changeMemberRole: 'undo, or asks',
  removeMember: 'asks',
  revokeInstallation: 'asks',
  editOrganisation: 'undo',
  createEvent: 'none: it opens at once, with Archive in its menu; an event can’t be deleted',
  editEvent: 'undo',
  archiveEvent: 'asks',
  createRace: 'undo',
  editRace: 'undo',
  deleteRace: 'asks',
  createCheckpoint: 'undo',
  editCheckpoint: 'undo',
  deleteCheckpoint: 'asks',
  assignBox: 'undo',
  releaseBox: 'undo, or asks',
  startSession: 'undo',
  stopSession: 'asks',
  adoptPassings: 'none: the core gives it by itself, for passings that came late',
  recordRaceAction: 'none: a key that takes a time must not be followed by a question; it is crossed out in its list',
} as const satisfies Record<CommandType, 'undo' | 'asks' | 'undo, or asks' | `none: ${string}`>

/** Given by calls of the core that do more than the command. */
const GIVEN_BY_CALL: Readonly<Partial<Record<CommandType, string>>> = {
  startSession: 'startTiming',
  createShareToken: 'lend',
  inviteMember: 'invite',
  acceptShareToken: 'receive',
  noteReceipt: 'receive',
}

/** A screen of its own, with a line a box that says what goes with it, before anything is given. */
const ASKING_SCREENS = ['give-back/give-back-screen.tsx']

const FILES = globSync('**/*.{ts,tsx}', { cwd: RENDERER }).map((name) => ({
  name,
  source: readFileSync(join(RENDERER, name), 'utf8'),
}))

/** Where the screens give a command, or make it for somebody who does. */
function givers(type: CommandType) {
  return FILES.filter(({ source }) => new RegExp(`type: '${type}'`).test(source))
}

const commandTypes = Object.keys(commandDefinitions) as CommandType[]

test.each(commandTypes.filter((type) => AFTER[type].startsWith('undo') && GIVEN_BY_CALL[type] === undefined))(
  '[ux 4] %s offers its opposite where it is given',
  (type) => {
    const offering = givers(type).filter(({ source }) => /\bundo\b/.test(source))
    expect(offering.map(({ name }) => name)).not.toEqual([])
  },
)

test.each(commandTypes.filter((type) => AFTER[type].endsWith('asks') && !AFTER[type].startsWith('none')))(
  '[ux 4] %s asks first',
  (type) => {
    const asking = givers(type).filter(({ source }) =>
      /ConfirmDialog|AskToGive|AskedAct|\basks\b|<Dialog|InvitationInspector|Notice level="warning"|hurts/.test(source),
    )
    expect(asking.map(({ name }) => name)).not.toEqual([])
  },
)

test.each(commandTypes.filter((type) => AFTER[type] === 'asks'))(
  '[ux 4] nothing gives %s by the way, except as the opposite of something',
  (type) => {
    const atOnce = givers(type).filter(({ source }) => !/ConfirmDialog|AskToGive|AskedAct|Dialog|\bundo\b/.test(source))
    expect(atOnce.map(({ name }) => name).filter((name) => !ASKING_SCREENS.includes(name))).toEqual([])
  },
)

test('[ux 4] every start of timing can be taken back for ten seconds', () => {
  const starting = FILES.filter(({ source }) => /timing\.start\(|starter\.startAll\(/.test(source))
  expect(starting.map(({ name }) => name)).not.toEqual([])
  for (const { name, source } of starting) {
    expect(source, name).toMatch(/tellDone\([\s\S]*?(undo|stopSession)/)
  }
})

test('[ux 4] what no screen gives as a command is given by a call of the core', () => {
  const calls = FILES.map(({ source }) => source).join('\n')
  for (const type of commandTypes.filter((one) => givers(one).length === 0)) {
    const call = GIVEN_BY_CALL[type]
    if (call === undefined) expect(AFTER[type], type).toMatch(/^none: the core gives it by itself/)
    else expect(calls, type).toContain(`core.call('${call}'`)
  }
})
