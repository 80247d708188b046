import { createHash } from 'node:crypto'
import fc from 'fast-check'
import type { Actor } from '../../shared/actor.ts'
import { type CommandType, commandDefinitions, isCommandType } from '../../shared/commands/commands.ts'
import type { Circumstances, SignedCheck } from '../../shared/commands/define.ts'
import { type Decision, decide, keptThoughRefused } from '../../shared/decide.ts'
import { ADMIN, BUILT_IN_ROLES, PERMISSIONS, READ_ONLY, TIMER } from '../../shared/permissions.ts'
import type { Change, Kind, RecordOf } from '../../shared/records/kinds.ts'
import {
  commandIdSchema,
  installationIdSchema,
  loanIdSchema,
  memberIdSchema,
  type OrganisationId,
  organisationIdSchema,
  timePlus,
} from '../../shared/records/scalars.ts'
import { readShareToken, shareTokenHashInput } from '../../shared/share-token.ts'
import { MemoryRecords, type Records } from '../../shared/state.ts'
import { put, uuid } from './sample-records.ts'
import { slipOf, TRUST } from './tickets.ts'

/** A small world in which everything can happen to a few boxes, so that the rules meet each other. */

export const KINDS: readonly Kind[] = [
  ...(['organisation', 'member', 'role', 'invitation', 'installation', 'group', 'groupShare'] as const),
  ...(['box', 'loan', 'event', 'race', 'checkpoint', 'assignment', 'session', 'raceAction', 'historyEntry'] as const),
]

/** Everybody knows everybody, which isn't part of the comparison: partners depend on who asks. */
const COPIED: readonly Kind[] = [...KINDS, 'partner']

export const ORGANISATION_IDS = [1, 2, 3].map((number) => organisationIdSchema.parse(uuid('a', number)))

/** Each organisation has its only ADMIN, who gives all commands, and a colleague with a laptop. */
export const COLLEAGUE_IDS = [1, 2, 3].map((number) => uuid('b', 90 + number))
export const COLLEAGUE_LAPTOP_IDS = [1, 2, 3].map((number) => uuid('c', 90 + number))

/** The codes of the three lenders. */
export const TOKENS = ['7K3M9QXW2HDT4FBF', '000000000000001Y', 'ZZZZZZZZZZZZZZZF']
/** The codes by which they are shared with. */
export const SHARING_CODES = TOKENS.map((code) => `P${code}`)
const START = '2026-06-06T08:00:00.000Z'

export interface Step {
  readonly by: OrganisationId
  readonly type: CommandType
  readonly args: object
  /** How much time passes before it. */
  readonly waitMs: number
  /** How long ago it was given. */
  readonly agoMs: number
}

function receiptOf(loanId: string, from: OrganisationId): string {
  const slip = { at: START, loanIds: [loanIdSchema.parse(loanId)] }
  return slipOf('receipt', slip, { certified: { organisationId: from } })
}

const HOUR_MS = 3_600_000

const validity = fc.constantFrom('1d', '1w', '15d')
const token = fc.constantFrom(...TOKENS)
const sometimes = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof(fc.constant(undefined), fc.constant(undefined), fc.constant(undefined), arbitrary)
const perhaps = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })

type Letter = 'a' | 'b' | 'c' | 'd' | 'e' | 'f'

/** Ids of what one organisation made: nobody else takes them by chance. */
function own(by: OrganisationId, letter: Letter, count: number): fc.Arbitrary<string> {
  const tens = 10 * (ORGANISATION_IDS.indexOf(by) + 1)
  return fc.integer({ min: 1, max: count }).map((number) => uuid(letter, tens + number))
}

/** Mostly one's own, but others' too. */
function any(by: OrganisationId, letter: Letter, count: number): fc.Arbitrary<string> {
  return fc.oneof(own(by, letter, count), ...ORGANISATION_IDS.map((id) => own(id, letter, count)))
}

function argumentsOf(type: CommandType, by: OrganisationId): fc.Arbitrary<object> {
  const name = fc.constantFrom('One', 'Two')
  const boxId = any(by, 'b', 3)
  const loanId = any(by, 'c', 2)
  const eventId = any(by, 'e', 2)
  const raceId = any(by, 'f', 2)
  const checkpointId = any(by, 'd', 3)
  const groupId = any(by, 'a', 3)
  const roleId = fc.oneof(fc.constantFrom(...BUILT_IN_ROLES.map((role) => role.id)), any(by, 'c', 2))
  const memberId = fc.constantFrom(...ORGANISATION_IDS.map(adminOf), ...COLLEAGUE_IDS)
  const lowerRoleId = fc.oneof(fc.constantFrom(TIMER.id, READ_ONLY.id), any(by, 'c', 2))
  const permissions = fc.subarray([...PERMISSIONS])
  const receiver = fc.oneof(
    fc.record({ sharingCode: fc.constantFrom(...SHARING_CODES) }),
    fc.record({ partnerId: fc.constantFrom(...ORGANISATION_IDS) }),
  )
  const sessionId = (some: fc.Arbitrary<string>) => some.map((id) => id.replace('4000', '4001'))
  const actionId = (some: fc.Arbitrary<string>) => some.map((id) => id.replace('4000', '4002'))
  const all: Readonly<Record<CommandType, fc.Arbitrary<object>>> = {
    registerBox: fc.record({ boxId: own(by, 'b', 3), serial: fc.constantFrom('S1', 'S2', 'S3') }),
    editBox: fc.record({ boxId, alias: perhaps(name), outOfService: perhaps(fc.boolean()) }),
    retireBox: fc.record({ boxId }),
    createShareToken: fc.record({
      ...{ loanId: own(by, 'c', 2), boxId, validity, tokenHash: fc.constant(hashOf(tokenOf(by))) },
      ...{ recipientId: sometimes(fc.constantFrom(...ORGANISATION_IDS)), releaseFromEvent: fc.boolean() },
    }),
    extendShare: fc.record({ loanId, validity }),
    revokeShare: fc.record({ loanId }),
    acceptShareToken: fc.record({ token }),
    returnBox: fc.record({ loanId }),
    noteReceipt: fc
      .tuple(loanId, fc.constantFrom(...ORGANISATION_IDS))
      .map(([id, from]) => ({ slip: receiptOf(id, from) })),
    confirmReturn: fc.record({ loanId }),
    createGroup: fc.record({ groupId: own(by, 'a', 4), name, parentId: perhaps(groupId) }),
    editGroup: fc.record({ groupId, name }),
    moveGroup: fc.record({ groupId, parentId: fc.option(groupId) }),
    deleteGroup: fc.record({ groupId }),
    moveBoxToGroup: fc.record({ boxId, groupId: fc.option(groupId) }),
    refreshSharingCode: fc.constant({}),
    shareGroup: fc
      .tuple(groupId, receiver, roleId)
      .map(([group, to, role]) => ({ groupId: group, ...to, roleId: role })),
    changeGroupShareRole: fc.record({ groupId, roleId }),
    stopGroupShare: fc.record({ groupId }),
    createRole: fc.record({ roleId: own(by, 'c', 2), name, permissions }),
    editRole: fc.record({ roleId, name: perhaps(name), permissions: perhaps(permissions) }),
    deleteRole: fc.record({ roleId }),
    inviteMember: fc
      .tuple(own(by, 'f', 3), fc.constantFrom('eva@example.org', 'ada@example.org'), roleId)
      .map(([invitationId, email, role]) => ({ invitationId, email, roleId: role, codeHash: sha256Hex(invitationId) })),
    withdrawInvitation: fc.record({ invitationId: any(by, 'f', 3) }),
    changeMemberRole: fc.record({ memberId, roleId: lowerRoleId }),
    removeMember: fc.record({ memberId }),
    revokeInstallation: fc.record({ installationId: fc.constantFrom(...COLLEAGUE_LAPTOP_IDS) }),
    editOrganisation: fc.record({ contactName: fc.option(name) }),
    createEvent: fc.record({ eventId: own(by, 'e', 2), name, date: fc.constant('2026-06-06') }),
    editEvent: fc.record({ eventId, name }),
    archiveEvent: fc.record({ eventId }),
    createRace: fc.record({ raceId: own(by, 'f', 2), eventId, name }),
    editRace: fc.record({ raceId, name }),
    deleteRace: fc.record({ raceId }),
    createCheckpoint: fc.record({ checkpointId: own(by, 'd', 3), raceId, name, kind: fc.constant('START') }),
    editCheckpoint: fc.record({ checkpointId, name }),
    deleteCheckpoint: fc.record({ checkpointId }),
    assignBox: fc.record({ boxId, eventId, checkpointIds: fc.array(checkpointId, { maxLength: 2 }) }),
    releaseBox: fc.record({ boxId }),
    startSession: fc.record({ sessionId: sessionId(own(by, 'f', 6)), boxId }),
    stopSession: fc.record({ sessionId: sessionId(any(by, 'f', 6)) }),
    adoptPassings: fc.record({
      ...{ sessionId: sessionId(own(by, 'f', 6)), adopts: sessionId(any(by, 'f', 6)) },
      until: fc.constantFrom(0, 1, 2).map((days) => timePlus(START, days * 24 * HOUR_MS)),
    }),
    recordRaceAction: fc.record({
      ...{ actionId: actionId(own(by, 'f', 6)), raceId, kind: fc.constantFrom('START', 'TIME', 'CROSS_OUT') },
      ...{ at: fc.constant(START), bib: perhaps(fc.constantFrom('1', '2')), checkpointId: sometimes(checkpointId) },
      withdraws: sometimes(actionId(any(by, 'f', 6))),
    }),
  }
  return all[type]
}

const ALL_TYPES = Object.keys(commandDefinitions).filter(isCommandType)

const anyStep: fc.Arbitrary<Step> = fc
  .record({
    by: fc.constantFrom(...ORGANISATION_IDS),
    // What lends and uses boxes comes more often, so that worlds get far.
    type: fc.oneof(
      fc.constantFrom(...ALL_TYPES),
      fc.constantFrom<CommandType>('createShareToken', 'acceptShareToken', 'acceptShareToken', 'assignBox'),
      fc.constantFrom<CommandType>('startSession', 'releaseBox', 'returnBox', 'acceptShareToken', 'extendShare'),
      fc.constantFrom<CommandType>(
        'moveBoxToGroup',
        'shareGroup',
        'shareGroup',
        'moveGroup',
        'createGroup',
        'editRole',
        'inviteMember',
        'withdrawInvitation',
      ),
      fc.constantFrom<CommandType>('changeGroupShareRole', 'stopGroupShare', 'assignBox', 'startSession', 'shareGroup'),
    ),
    waitMs: fc.constantFrom(0, 0, 0, 0, 1, HOUR_MS, 25 * HOUR_MS),
    agoMs: fc.constantFrom(0, 0, 1000, 2 * HOUR_MS),
  })
  .chain((begun) => argumentsOf(begun.type, begun.by).map((args) => ({ ...begun, args })))

/** What chance alone hardly brings about: a run that outlives its loan, and the same box lent to the same one again (L19). */
const lentAgain: fc.Arbitrary<readonly Step[]> = fc
  .tuple(fc.constantFrom(0, 1, 2), fc.constantFrom(1, 2), fc.constantFrom(0, 1, HOUR_MS))
  .map(([index, shift, waitMs]) => {
    const [owner, borrower] = [index, (index + shift) % 3].map((at) => ORGANISATION_IDS[at])
    if (owner === undefined || borrower === undefined) throw new Error('there are three organisations')
    const made = (of: number, letter: Letter, number: number) => uuid(letter, 10 * (of + 1) + number)
    const run = (number: number) => made((index + shift) % 3, 'f', number).replace('4000', '4001')
    const boxId = made(index, 'b', 2)
    const give = (by: OrganisationId, type: CommandType, args: object): Step => ({ by, type, args, waitMs, agoMs: 0 })
    const lend = (number: number): readonly Step[] => [
      give(owner, 'createShareToken', {
        ...{ loanId: made(index, 'c', number), boxId, validity: '1d', tokenHash: hashOf(tokenOf(owner)) },
      }),
      give(borrower, 'acceptShareToken', { token: tokenOf(owner) }),
    ]
    return [
      ...lend(1),
      give(borrower, 'startSession', { sessionId: run(5), boxId }),
      give(borrower, 'returnBox', { loanId: made(index, 'c', 1) }),
      ...lend(2),
      give(borrower, 'adoptPassings', { sessionId: run(6), adopts: run(5), until: timePlus(START, 48 * HOUR_MS) }),
    ]
  })

/** Commands by anybody, at least so many. */
export function stepsFrom(minLength: number): fc.Arbitrary<readonly Step[]> {
  const some = fc.array(anyStep, { minLength, maxLength: 60, size: 'max' })
  return fc.oneof(
    { weight: 9, arbitrary: some },
    { weight: 1, arbitrary: fc.tuple(lentAgain, some).map((both) => both.flat()) },
  )
}

export interface Moment {
  readonly step: Step
  /** Its command's id follows from it. */
  readonly number: number
  readonly now: string
  readonly decision: Decision
  /** What it wrote, or what was kept of it. */
  readonly changes: readonly Change[]
  /** Before and after, complete as the cloud has them. */
  readonly before: Records
  readonly after: Records
}

/** Lets the steps happen one after another, and shows each moment. */
export function play(all: readonly Step[], look: (moment: Moment) => void): void {
  let records = world()
  let now = START
  for (const [number, step] of all.entries()) {
    now = timePlus(now, step.waitMs)
    const decision = decideStep(records, step, 1000 + number, now, false)
    const before = records
    const changes = writtenBy(records, decision, step, 1000 + number, now)
    if (changes.length > 0) records = copyWith(records, changes)
    look({ step, number: 1000 + number, now, decision, changes, before, after: records })
  }
}

export const SIGNED: SignedCheck = { trust: TRUST, isClockBehind: false, endedAt: () => undefined }

/** What the cloud writes: of some commands it keeps something though they are refused (L10). */
function writtenBy(records: Records, decision: Decision, step: Step, number: number, now: string): readonly Change[] {
  if (decision.kind === 'accepted') return decision.changes
  return keptThoughRefused(
    records,
    actorOf(step.by),
    commandOf(step, number),
    circumstancesOf(step, number, now, false),
  )
}

function commandOf({ type, args }: Step, number: number) {
  return { id: commandIdSchema.parse(uuid('e', 1_000_000 + number)), type, args }
}

export function decideStep(records: Records, step: Step, number: number, now: string, partial: boolean): Decision {
  return decide(records, actorOf(step.by), commandOf(step, number), circumstancesOf(step, number, now, partial))
}

function circumstancesOf(step: Step, number: number, now: string, partial: boolean): Circumstances {
  const newSharingCode = partial ? {} : { newSharingCode: () => `P${step.by}${number}` }
  return {
    at: timePlus(now, -step.agoMs),
    now,
    offline: step.agoMs > 60_000,
    partial,
    sha256Hex,
    signed: SIGNED,
    ...newSharingCode,
  }
}

export function copyWith(records: Records, changes: readonly Change[]): MemoryRecords {
  const copy = new MemoryRecords()
  for (const kind of COPIED) for (const body of records.all(kind)) copy.apply({ kind, id: body.id, body } as Change)
  for (const change of changes) copy.apply(change)
  return copy
}

export function sorted<K extends Kind>(records: Records, kind: K): readonly RecordOf<K>[] {
  return [...records.all(kind)].toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

/** How every world begins: each organisation has two boxes, one in a group in a group, and an event with a race and two checkpoints. */
export const SCENE: readonly Step[] = ORGANISATION_IDS.flatMap((by, index) => {
  const made = (letter: Letter, number: number) => uuid(letter, 10 * (index + 1) + number)
  const [eventId, raceId] = [made('e', 1), made('f', 1)]
  const give = (type: CommandType, args: object): Step => ({ by, type, args, waitMs: 0, agoMs: 0 })
  return [
    give('registerBox', { boxId: made('b', 1), serial: 'S1' }),
    give('registerBox', { boxId: made('b', 2), serial: 'S2' }),
    give('createGroup', { groupId: made('a', 1), name: 'Depot' }),
    give('createGroup', { groupId: made('a', 2), name: 'Kit', parentId: made('a', 1) }),
    give('createGroup', { groupId: made('a', 3), name: 'Empty' }),
    give('moveBoxToGroup', { boxId: made('b', 1), groupId: made('a', 2) }),
    give('createRole', { roleId: made('c', 1), name: 'Crew', permissions: ['box.use'] }),
    give('createEvent', { eventId, name: 'Event', date: '2026-06-06' }),
    give('createRace', { raceId, eventId, name: 'Race' }),
    give('createCheckpoint', { checkpointId: made('d', 1), raceId, name: 'START', kind: 'START' }),
    give('createCheckpoint', { checkpointId: made('d', 2), raceId, name: 'FINISH', kind: 'FINISH' }),
  ]
})

function world(): MemoryRecords {
  const plans = [
    { plan: 'FREE', allowance: 3 },
    { plan: 'CLUB', allowance: 4 },
    { plan: 'UNLIMITED', allowance: null },
  ]
  const organisations = plans.map((plan, index) =>
    put('organisation', {
      ...{ id: ORGANISATION_IDS[index] ?? '', name: `Org ${index}`, number: 1001 + index, ...plan },
      sharingCode: SHARING_CODES[index],
    }),
  )
  let records = copyWith(new MemoryRecords(), [...organisations, ...peopleAndPartners()])
  for (const [number, step] of SCENE.entries()) {
    const decision = decideStep(records, step, number, START, false)
    if (decision.kind !== 'accepted') throw new Error(`${step.type}: ${JSON.stringify(decision)}`)
    records = copyWith(records, decision.changes)
  }
  return records
}

function peopleAndPartners(): readonly Change[] {
  return ORGANISATION_IDS.flatMap((organisationId, index) => {
    const person = (id: string, name: string, roleId: string) =>
      put('member', { id, organisationId, name, email: `${name}${index}@example.org`, roleId })
    const colleague = COLLEAGUE_IDS[index] ?? ''
    return [
      put('partner', { id: organisationId, name: `Org ${index}`, number: 1001 + index, since: START }),
      person(adminOf(organisationId), 'Ada', ADMIN.id),
      person(colleague, 'Bea', TIMER.id),
      put('installation', {
        ...{ id: COLLEAGUE_LAPTOP_IDS[index] ?? '', organisationId, memberId: colleague },
        ...{ name: 'Second', lastSeenAt: START },
      }),
    ]
  })
}

export function adminOf(organisationId: string): string {
  return organisationId.replaceAll('a', 'd')
}

function actorOf(organisationId: OrganisationId): Actor {
  return {
    organisationId,
    memberId: memberIdSchema.parse(adminOf(organisationId)),
    memberName: 'Ada',
    permissions: new Set(ADMIN.permissions),
    installationId: installationIdSchema.parse(organisationId.replaceAll('a', 'c')),
    installationName: 'Laptop',
  }
}

/** Each lender has a code of its own: one code is one lender's. */
function tokenOf(by: OrganisationId): string {
  return TOKENS[ORGANISATION_IDS.indexOf(by)] ?? ''
}

export function hashOf(text: string): string {
  const read = readShareToken(text)
  if (read === undefined) throw new Error(`${text} is no token`)
  return sha256Hex(shareTokenHashInput(read))
}

export function sha256Hex(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
