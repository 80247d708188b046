import { randomUUID } from 'node:crypto'
import { insertSignIn } from '../../../cloud/db/sign-ins.ts'
import { newSecret, sha256Hex } from '../../../cloud/secrets.ts'
import type { Plan } from '../../../shared/records/organisation.ts'
import type { MemberId } from '../../../shared/records/scalars.ts'
import type { RunningCloud } from '../cloud.ts'
import { Laptop, type Person, signUp } from '../laptop.ts'

/** An organisation of the crowd, and what its laptops know together. */
export interface Side {
  readonly person: Person
  readonly sharingCode: string
  readonly boxIds: string[]
  readonly groupIds: readonly string[]
  readonly eventId: string
}

/** One laptop of the crowd, with a sign-in of its own. */
export interface Member {
  readonly side: Side
  readonly token: string
  readonly installationId: string
  /** Lends only, a day late: its loans end within seconds. */
  readonly isLate: boolean
}

export interface CrowdSize {
  readonly organisations: number
  readonly laptopsEach: number
}

/** Organisations with and without room in their plans, each with groups, an event and some laptops. */
export async function gatherCrowd(cloud: RunningCloud, size: CrowdSize): Promise<readonly Member[]> {
  const sides = await Promise.all(
    Array.from({ length: size.organisations }, (_, index) =>
      index % 2 === 0 ? foundSide(cloud, 'CLUB', 8) : foundSide(cloud, 'FREE', 1),
    ),
  )
  const members = sides.flatMap((side) =>
    Array.from({ length: size.laptopsEach }, (_, index) => {
      return { side, token: newSecret(), installationId: randomUUID(), isLate: index % 4 === 3 }
    }),
  )
  const createdAt = cloud.clock.now()
  for (const { side, token } of members) {
    const memberId: MemberId = side.person.member.id
    await insertSignIn(cloud.database.db, { id: randomUUID(), memberId, tokenHash: sha256Hex(token), createdAt })
  }
  return members
}

async function foundSide(cloud: RunningCloud, plan: Plan, boxes: number): Promise<Side> {
  const person = await signUp(cloud, plan)
  const laptop = new Laptop(cloud, person)
  const boxIds = Array.from({ length: boxes }, () => randomUUID())
  const [top, below] = [randomUUID(), randomUUID()]
  const { eventId } = await laptop.createEvent()
  for (const boxId of boxIds) await laptop.accepted('registerBox', { boxId, serial: boxId.slice(0, 8) })
  await laptop.accepted('createGroup', { groupId: top, name: 'Kit' })
  await laptop.accepted('createGroup', { groupId: below, name: 'Bag', parentId: top })
  const { sharingCode } = person.organisation
  if (sharingCode === undefined) throw new Error('an organisation without a partner code')
  return { person, sharingCode, boxIds, groupIds: [top, below], eventId }
}
