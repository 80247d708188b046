import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { circumstancesAt } from '../../cloud/signed.ts'
import type { Actor } from '../../shared/actor.ts'
import type { Outcome } from '../../shared/cloud-api.ts'
import { type Decision, decide, keptThoughRefused } from '../../shared/decide.ts'
import { ADMIN } from '../../shared/permissions.ts'
import type { Change, Kind } from '../../shared/records/kinds.ts'
import type { Plan } from '../../shared/records/organisation.ts'
import { commandIdSchema, installationIdSchema, timePlus } from '../../shared/records/scalars.ts'
import { settleDue } from '../../shared/rules/loans.ts'
import { Draft, MemoryRecords, type Records } from '../../shared/state.ts'
import type { Trust } from '../../shared/tickets/signed.ts'
import type { RunningCloud } from './cloud.ts'
import type { Laptop } from './laptop.ts'
import { projectionOf } from './projection.ts'
import { put } from './sample-records.ts'
import { SigningLaptop } from './signing-laptop.ts'
import { copyWith, KINDS, sorted } from './world.ts'

export interface MirroredPlan {
  readonly plan: Plan
  readonly allowance: number | null
}

export interface MirroredStep {
  readonly type: string
  readonly args: unknown
  /** How long ago it was given. */
  readonly agoMs: number
}

/**
 * The pure rules, which have everything at hand, beside a cloud that loads only a slice of its tables for each decision,
 * and writes only what changed: both must come to the same.
 */
export class MirroredCloud {
  readonly #cloud: RunningCloud
  readonly #laptops: readonly Laptop[]
  readonly #trust: Trust | undefined
  readonly #lastGiven = new Map<Laptop, string>()
  readonly #story: string[] = []
  #records: Records

  private constructor(cloud: RunningCloud, laptops: readonly Laptop[], records: Records, trust?: Trust) {
    this.#cloud = cloud
    this.#laptops = laptops
    this.#records = records
    this.#trust = trust
    // What they gave before isn't part of this.
    for (const laptop of laptops) if (laptop.nextSeq > 1) this.#lastGiven.set(laptop, cloud.clock.now())
  }

  /** @param laptops one of an ADMIN of each organisation, all of which get to know each other; they haven't synced yet */
  static async begin(
    cloud: RunningCloud,
    laptops: readonly Laptop[],
    plans: readonly MirroredPlan[],
    trust?: Trust,
  ): Promise<MirroredCloud> {
    await introduce(cloud, laptops)
    return new MirroredCloud(cloud, laptops, await beginning(cloud, laptops, plans), trust)
  }

  /** Gives a command to both, whose outcomes must be the same. */
  async give(laptop: Laptop, step: MirroredStep): Promise<Outcome> {
    const { type, args, agoMs } = step
    const id = randomUUID()
    const now = this.#cloud.clock.now()
    const given = timePlus(now, -agoMs)
    const at = [given, this.#lastGiven.get(laptop) ?? ''].toSorted().at(-1) ?? now
    this.#lastGiven.set(laptop, at)
    const common = { at, offline: agoMs > 60_000, newSharingCode: () => `P${id}` }
    const circumstances = { ...circumstancesAt(now, this.#trust), ...common }
    const command = { id: commandIdSchema.parse(id), type, args }
    const decision = decide(this.#records, actorOf(laptop), command, circumstances)
    const outcome = await laptop.giveAny(type, args, { id, givenAt: given })
    this.#story.push(`${type} ${JSON.stringify(args).slice(0, 200)} → ${outcome.code ?? outcome.status}`)
    expect(outcome, this.#story.join('\n')).toMatchObject(expected(decision))
    const changes =
      decision.kind === 'accepted'
        ? decision.changes
        : keptThoughRefused(this.#records, actorOf(laptop), command, circumstances)
    this.#records = copyWith(this.#records, changes)
    return outcome
  }

  /** What each laptop's feed shows must be what its organisation may see of everything. */
  async compareFeeds(): Promise<void> {
    const settled = new Draft(this.#records)
    settleDue(settled, this.#cloud.clock.now())
    for (const laptop of this.#laptops) {
      await laptop.sync()
      for (const kind of KINDS) {
        expect(seenBy(laptop, kind), this.#story.join('\n')).toEqual(visible(settled, kind, laptop))
      }
    }
  }
}

/** Everybody knows everybody as a partner. */
async function introduce(cloud: RunningCloud, laptops: readonly Laptop[]): Promise<void> {
  const since = cloud.clock.now()
  const pairs = laptops.flatMap(({ organisationId }) =>
    laptops
      .filter((other) => other.organisationId !== organisationId)
      .map((other) => ({ organisationId, partnerId: other.organisationId, since })),
  )
  const query = cloud.database.db.insertInto('partnership').values(pairs)
  await query.onConflict((conflict) => conflict.doNothing()).execute()
}

/** All that the cloud holds of these organisations at first. */
async function beginning(
  cloud: RunningCloud,
  laptops: readonly Laptop[],
  plans: readonly MirroredPlan[],
): Promise<Records> {
  const changes: Change[] = []
  for (const [index, laptop] of laptops.entries()) {
    changes.push(...(await laptop.sync()))
    const { id, name, number } = laptop.person.organisation
    changes.push(put('partner', { id, name, number, since: cloud.clock.now() }))
    const own = laptop.records.get('organisation', id)
    changes.push(put('organisation', { id, ...own, ...plans[index] }))
  }
  return copyWith(new MemoryRecords(), changes)
}

function expected(decision: Decision): object {
  if (decision.kind === 'waiting') throw new Error('nothing is unknown here')
  if (decision.kind === 'accepted') return { status: 'accepted' }
  return { status: 'refused', code: decision.code }
}

function actorOf(laptop: Laptop): Actor {
  const { member, organisation } = laptop.person
  return {
    organisationId: organisation.id,
    memberId: member.id,
    memberName: member.name,
    permissions: new Set(ADMIN.permissions),
    installationId: installationIdSchema.parse(laptop.id),
    installationName: laptop instanceof SigningLaptop ? laptop.name : 'Laptop',
  }
}

/** The plan was changed behind the feed's back; the rest only the cloud knows: who uses a box (F7), new partner codes. */
const INCOMPARABLE: Partial<Record<Kind, readonly string[]>> = {
  organisation: ['plan', 'allowance', 'sharingCode'],
  loan: ['lastSeenAt'],
}

/** Without the laptop that the cloud hears of here. */
function seenBy(laptop: Laptop, kind: Kind): readonly object[] {
  return comparable(kind, sorted(laptop.records, kind), laptop)
}

function visible(records: Records, kind: Kind, laptop: Laptop): readonly object[] {
  return comparable(kind, projectionOf(records, kind, laptop.organisationId), laptop)
}

function comparable(kind: Kind, records: readonly object[], { id }: Laptop): readonly object[] {
  const isComparable = (field: string) => !INCOMPARABLE[kind]?.includes(field)
  return records
    .filter((record) => Reflect.get(record, 'id') !== id)
    .map((record) => Object.fromEntries(Object.entries(record).filter(([field]) => isComparable(field))))
}
