import { randomUUID } from 'node:crypto'
import type { Actor } from '../shared/actor.ts'
import type { CommandArgs, CommandType } from '../shared/commands/commands.ts'
import { decide } from '../shared/decide.ts'
import { ADMIN, READ_ONLY, TIMER } from '../shared/permissions.ts'
import type { Change } from '../shared/records/kinds.ts'
import { commandIdSchema, installationIdSchema } from '../shared/records/scalars.ts'
import { MemoryRecords } from '../shared/state.ts'
import { applyChanges } from './apply.ts'
import type { Cloud } from './cloud.ts'
import { readMember } from './db/members.ts'
import { hasOrganisations, toOrganisation } from './db/organisations.ts'
import type { Tx } from './db/tables.ts'
import { transact } from './db/transact.ts'
import { DEMO_ORGANISATIONS, DEMO_PASSWORD, DEMO_TIME_ZONE, type DemoOrganisation } from './demo-data.ts'
import { addMember, foundOrganisation } from './founding.ts'
import { hashPassword } from './passwords.ts'
import { circumstancesAt } from './signed.ts'

/** Three organisations to try everything with, all at once or not at all; nothing where there is one already. */
export async function addDemoData(cloud: Cloud): Promise<void> {
  const passwordHash = await hashPassword(DEMO_PASSWORD)
  await transact(cloud.db, async (trx) => {
    if (await hasOrganisations(trx)) return
    for (const organisation of DEMO_ORGANISATIONS) await addOrganisation(cloud, trx, organisation, passwordHash)
  })
}

async function addOrganisation(cloud: Cloud, trx: Tx, demo: DemoOrganisation, passwordHash: string): Promise<void> {
  const [admin, timer, viewer] = demo.people
  const person = (login: string, name: string) => ({ name, email: `${login}@${demo.domain}`, passwordHash })
  const { organisationId, memberId } = await foundOrganisation(cloud, trx, demo, person('admin', admin))
  await addMember(cloud, trx, organisationId, TIMER, person('timer', timer))
  await addMember(cloud, trx, organisationId, READ_ONLY, person('viewer', viewer))

  const now = cloud.clock.now()
  const records = new MemoryRecords()
  const { organisation } = await readMember(trx, memberId)
  records.apply({ kind: 'organisation', id: organisationId, body: toOrganisation(organisation, cloud.config.plans) })
  const actor: Actor = {
    organisationId,
    memberId,
    memberName: admin,
    permissions: new Set(ADMIN.permissions),
    installationId: installationIdSchema.parse(randomUUID()),
    installationName: 'Office',
  }
  const changes: Change[] = []
  for (const { type, args } of commandsFor(demo, now)) {
    const command = { id: commandIdSchema.parse(randomUUID()), type, args }
    const decision = decide(records, actor, command, circumstancesAt(now))
    if (decision.kind !== 'accepted') throw new Error(`the demo data breaks a rule: ${JSON.stringify(decision)}`)
    for (const change of decision.changes) records.apply(change)
    changes.push(...decision.changes)
  }
  await applyChanges(trx, new MemoryRecords(), changes, { now })
}

interface DemoCommand {
  readonly type: CommandType
  readonly args: unknown
}

function commandsFor(demo: DemoOrganisation, now: string): readonly DemoCommand[] {
  const give = <T extends CommandType>(type: T, args: CommandArgs<T>): DemoCommand => ({ type, args })
  const boxIds = new Map(demo.aliases.map((alias) => [alias, randomUUID()]))
  const boxes = [...boxIds].map(([alias, boxId], index) =>
    give('registerBox', { boxId, serial: `CLBX${demo.firstSerial + index}`, alias, model: 'CloudBox' }),
  )
  const groupIds = new Map(demo.groups.map(({ name }) => [name, randomUUID()]))
  const groups = demo.groups.flatMap(({ name, category, within, boxes: aliases }) => {
    const groupId = idOf(groupIds, name)
    const parentId = within === undefined ? null : idOf(groupIds, within)
    return [
      give('createGroup', { groupId, name, category, parentId }),
      ...aliases.map((alias) => give('moveBoxToGroup', { boxId: idOf(boxIds, alias), groupId })),
    ]
  })
  const date = new Intl.DateTimeFormat('en-CA', { timeZone: DEMO_TIME_ZONE }).format(new Date(now))
  const eventId = randomUUID()
  const event = give('createEvent', { eventId, name: demo.event, date, timeZone: DEMO_TIME_ZONE })
  const races = demo.races.flatMap((race) => {
    const raceId = randomUUID()
    const plannedStart = localTime(date, race.start, DEMO_TIME_ZONE)
    const expectedEnd = localTime(date, race.end, DEMO_TIME_ZONE)
    return [
      give('createRace', { raceId, eventId, name: race.name, plannedStart, expectedEnd }),
      ...race.checkpoints.map((checkpoint) =>
        give('createCheckpoint', { checkpointId: randomUUID(), raceId, ...checkpoint }),
      ),
    ]
  })
  return [...boxes, ...groups, event, ...races]
}

function idOf(ids: ReadonlyMap<string, string>, name: string): string {
  const id = ids.get(name)
  if (id === undefined) throw new Error(`the demo data names ${name}, which is not there`)
  return id
}

/** The moment at which clocks in the zone show this day and time. */
function localTime(date: string, time: string, timeZone: string): string {
  const asUtc = new Date(`${date}T${time}:00.000Z`)
  const shown = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(asUtc)
  const aheadMs = Date.parse(`${shown.replace(' ', 'T')}Z`) - asUtc.getTime()
  return new Date(asUtc.getTime() - aheadMs).toISOString()
}
