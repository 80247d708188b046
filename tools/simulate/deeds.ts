import { type CommandType, commandDefinitions, isCommandType } from '../../shared/commands/commands.ts'
import { BUILT_IN_ROLES } from '../../shared/permissions.ts'
import type { Choices, Heard } from './choices.ts'
import type { Answered, Asked } from './cloud-side.ts'
import { ARGUMENTS } from './commands-given.ts'
import { sendByDeviceApi } from './device-way.ts'
import type { FieldBoxes } from './field-boxes.ts'
import type { Laptop } from './laptop.ts'
import { PASSWORD } from './scene.ts'
import { surroundings } from './surroundings.ts'

/** Somebody at a laptop. */
export interface Person {
  readonly laptop: Laptop
  readonly pick: Choices
  readonly heard: Heard
  readonly boxes: FieldBoxes
  /** Commands that the person took back before they were sent. */
  readonly discarded: Set<string>
  /** What a box asks the cloud by itself. */
  readonly askCloud: (asked: Asked) => Promise<Answered>
}

/** @returns what is to be read in the trace; undefined: there is nothing to do it with */
type Deed = (person: Person) => Promise<string | undefined>

const TYPES = Object.keys(commandDefinitions).filter(isCommandType)
/** What makes a world in which much can happen. */
const COMMON: readonly CommandType[] = [
  ...([
    'registerBox',
    'registerBox',
    'moveBoxToGroup',
    'createGroup',
    'shareGroup',
    'shareGroup',
    'assignBox',
    'assignBox',
  ] as const),
  ...([
    'createEvent',
    'createRace',
    'createCheckpoint',
    'extendShare',
    'revokeShare',
    'returnBox',
    'startSession',
  ] as const),
]

/** What people do, and how often. */
export const DEEDS: readonly (readonly [weight: number, name: string, deed: Deed])[] = [
  [7, 'gives any command', (person) => give(person, 1, TYPES)],
  [12, 'gives a common command', (person) => give(person, 1, COMMON)],
  [1, 'gives several as one act', (person) => give(person, person.pick.number(2, 5), TYPES)],
  [9, 'lends', lend],
  [14, 'enters what was heard', receive],
  [4, 'shows a signed form', show],
  [4, 'asks for codes', tellCodes],
  [1, 'invites', invite],
  [3, 'gives a colleague another role', changeRole],
  [4, 'starts timing', startTiming],
  [2, 'connects to a box', connect],
  [1, 'disconnects from a box', disconnect],
  [3, 'has a box send by itself', sendByDeviceApi],
  [1, 'takes a command back', discard],
  [2, 'deals with cards', dealWithCards],
  [1, 'carries work over', carry],
  [1, 'sends now', async ({ laptop }) => said(await laptop.call('syncNow', {}))],
  [
    0.3,
    'renames the laptop',
    async ({ laptop, pick }) => said(await laptop.call('renameLaptop', { name: pick.of('Table', 'Van') })),
  ],
  [0.4, 'signs out', async ({ laptop }) => said(await laptop.call('signOut', {}))],
]

/** Where nobody is signed in, or not any more. */
export async function signInSomehow({ laptop, heard, pick }: Person, emails: readonly string[]): Promise<string> {
  const invitation = pick.chance(0.3) ? pick.from(heard.invitations) : undefined
  if (invitation !== undefined) {
    const { code } = invitation
    return said(await laptop.call('acceptInvitation', { code, name: 'Guest', password: PASSWORD }))
  }
  const email = pick.from(emails) ?? ''
  return said(await laptop.call('signIn', { email, password: pick.chance(0.05) ? 'wrong password' : PASSWORD }))
}

async function give({ laptop, pick, heard }: Person, count: number, types: readonly CommandType[]): Promise<string> {
  const commands = Array.from({ length: count }, () => {
    const type = pick.from(types) ?? 'createGroup'
    const args = withoutUndefined(ARGUMENTS[type](pick, surroundings().clockwork.nowMs))
    if (type === 'registerBox') heard.note('box', String(args['boxId']))
    return { type, args }
  })
  const { results } = await laptop.call('give', { commands })
  return said({ commands, results })
}

async function lend({ laptop, pick, heard }: Person): Promise<string> {
  const own = laptop.screen
    .all('box')
    .filter(({ ownerId, holderId }) => ownerId === organisationOf(laptop) && holderId === ownerId)
  const boxIds = Array.from({ length: pick.chance(0.2) ? 2 : 1 }, () =>
    pick.chance(0.8) ? (pick.from(own)?.id ?? pick.id('box')) : pick.id('box'),
  )
  const lent = await laptop.call('lend', {
    ...{ boxIds: [...new Set(boxIds)] as never, validity: pick.of('1d', '1d', '1w', '15d') },
    ...(pick.chance(0.2) ? { recipientId: pick.id('partner') as never } : {}),
    releaseFromEvent: pick.chance(0.85),
  })
  if (lent.status === 'done') {
    heard.sayLoan(lent.code, organisationOf(laptop))
    if (lent.ticket !== null) heard.sayLoan(lent.ticket, organisationOf(laptop))
  }
  return said(lent)
}

async function receive({ laptop, pick, heard }: Person): Promise<string> {
  const isBorrowing = pick.chance(0.5)
  const own = organisationOf(laptop)
  const latest = (isBorrowing ? heard.loansFor(own) : heard.textsFor(own)).slice(-4)
  const text = pick.chance(0.85) ? pick.from(latest) : pick.from(heard.texts())
  return said(await laptop.call('receive', { text: text ?? '7K3M-9QXW-2HDT-4FBF' }))
}

async function show({ laptop, pick, heard }: Person): Promise<string> {
  const form = pick.of('ticket', 'card', 'receipt', 'return-slip', 'extension-slip')
  const loanIds = form === 'card' ? [] : [pick.id('loan') as never]
  const { text } = await laptop.call('signedForm', { form, loanIds })
  if (text !== null) say({ laptop, heard }, text)
  return said({ form, text })
}

async function tellCodes({ laptop, pick, heard }: Person): Promise<string> {
  const [own] = laptop.screen.all('organisation')
  if (own?.sharingCode !== undefined) say({ laptop, heard }, own.sharingCode)
  const code = pick.from(heard.textsFor(own?.id).filter((text) => text.startsWith('P'))) ?? ''
  const groupId = pick.id('group')
  const command = { type: 'shareGroup', args: { groupId, sharingCode: code, roleId: BUILT_IN_ROLES[1]?.id ?? '' } }
  return said(await laptop.call('give', { commands: [command] }))
}

async function invite({ laptop, pick, heard }: Person): Promise<string> {
  const email = `guest${pick.number(1, 9)}@example.org`
  const roleId = (BUILT_IN_ROLES[pick.number(0, 2)]?.id ?? '') as never
  const invited = await laptop.call('invite', { email, roleId })
  if (invited.status === 'done') heard.invitations.push({ code: invited.code, email })
  return said(invited)
}

/** Who is at work elsewhere may hear of it late. */
async function changeRole({ laptop, pick }: Person): Promise<string | undefined> {
  const me = laptop.screen.status?.identity?.member.id
  const colleague = pick.from(laptop.screen.all('member').filter(({ id }) => id !== me))
  if (colleague === undefined) return undefined
  const roleId = BUILT_IN_ROLES[pick.number(0, 2)]?.id ?? ''
  const commands = [{ type: 'changeMemberRole', args: { memberId: colleague.id, roleId } }]
  return said(await laptop.call('give', { commands }))
}

async function startTiming({ laptop, pick, boxes }: Person): Promise<string | undefined> {
  const box = pick.from(laptop.screen.all('box'))
  if (box === undefined) return undefined
  const address = pick.chance(0.8) ? await boxes.addressOf(box.serial, box.ownerId) : undefined
  return said(await laptop.call('startTiming', { boxId: box.id, ...(address === undefined ? {} : { address }) }))
}

async function connect({ laptop, pick, boxes }: Person): Promise<string | undefined> {
  const box = pick.from(laptop.screen.all('box'))
  if (box === undefined) return undefined
  return said(
    await laptop.call('connectBox', { boxId: box.id, address: await boxes.addressOf(box.serial, box.ownerId) }),
  )
}

async function disconnect({ laptop, pick }: Person): Promise<string | undefined> {
  const boxId = pick.from([...laptop.screen.links.keys()])
  return boxId === undefined ? undefined : said(await laptop.call('disconnectBox', { boxId: boxId as never }))
}

async function discard({ laptop, pick, discarded }: Person): Promise<string | undefined> {
  const command = pick.from(laptop.screen.pending)
  if (command === undefined) return undefined
  const answer = await laptop.call('discard', { id: command.id })
  for (const id of answer.discarded) discarded.add(id)
  return said(answer)
}

async function dealWithCards({ laptop, pick }: Person): Promise<string | undefined> {
  const card = pick.from(laptop.screen.cards)
  if (card === undefined) return undefined
  if (card.kind === 'refusal' && card.canTryAgain && pick.chance(0.5))
    return said(await laptop.call('tryAgain', { id: card.id }))
  return said(await laptop.call('dealWithCard', { id: card.id }))
}

async function carry({ laptop, heard }: Person): Promise<string> {
  const file = await laptop.call('carryFile', {})
  if (file.status === 'made') heard.say(file.text, undefined)
  return file.status
}

function say({ laptop, heard }: Pick<Person, 'laptop' | 'heard'>, text: string): void {
  heard.say(text, organisationOf(laptop))
}

function organisationOf({ screen }: Laptop): string | undefined {
  return screen.status?.identity?.organisation.id
}

function said(answer: object): string {
  return JSON.stringify(answer)
}

function withoutUndefined(args: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(args).filter(([, value]) => value !== undefined))
}
