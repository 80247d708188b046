import { randomBytes, randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TestClock } from '../../../cloud/clock.ts'
import { circumstancesAt } from '../../../cloud/signed.ts'
import type { Actor } from '../../../shared/actor.ts'
import { type Decision, decide } from '../../../shared/decide.ts'
import { ADMIN, TIMER } from '../../../shared/permissions.ts'
import type { Change, Kind } from '../../../shared/records/kinds.ts'
import { commandIdSchema, installationIdSchema, timePlus } from '../../../shared/records/scalars.ts'
import { settleDue } from '../../../shared/rules/loans.ts'
import { viewOf } from '../../../shared/rules/visibility.ts'
import { newShareToken } from '../../../shared/share-token.ts'
import { Draft, MemoryRecords, type Records } from '../../../shared/state.ts'
import { DATABASES, openDatabase, type RunningCloud, startCloud } from '../../support/cloud.ts'
import { addColleague, Laptop, signUp } from '../../support/laptop.ts'
import { put } from '../../support/sample-records.ts'
import {
  adminOf,
  COLLEAGUE_IDS,
  COLLEAGUE_LAPTOP_IDS,
  copyWith,
  hashOf,
  KINDS,
  ORGANISATION_IDS,
  SCENE,
  SHARING_CODES,
  type Step,
  sha256Hex,
  sorted,
  stepsFrom,
  TOKENS,
} from '../../support/world.ts'

const ALLOWANCES = [
  { plan: 'CLUB', allowance: 10 },
  { plan: 'FREE', allowance: 2 },
  { plan: 'UNLIMITED', allowance: null },
] as const

/**
 * The cloud loads only a slice of its tables for each decision, and writes only what changed. Here it goes through whole
 * worlds beside the pure rules, which have everything at hand, and must come to the same.
 */
describe.each(DATABASES)('whole worlds, on %s', (kind) => {
  let cloud: RunningCloud

  beforeAll(async () => {
    // Time stands still between the steps, so that both sides see the same moment.
    cloud = await startCloud(await openDatabase(kind), {
      clock: new TestClock(() => Date.parse('2026-06-06T08:00:00Z')),
    })
  })
  afterAll(() => cloud.close())

  it('[F3] the cloud decides as the rules do that have everything at hand, and its feeds show the same', async () => {
    const [sample = []] = fc.sample(fc.tuple(stepsFrom(50), stepsFrom(50), stepsFrom(50)), { numRuns: 1, seed: 7 })
    for (const steps of [...sample, ...fc.sample(stepsFrom(50), 3)]) await compare([...SCENE, ...steps])
  })

  async function compare(steps: readonly Step[]): Promise<void> {
    const laptops: Laptop[] = []
    for (const { plan } of ALLOWANCES) laptops.push(new Laptop(cloud, await signUp(cloud, plan)))
    const colleagues = await addColleagues(laptops)
    const translate = translator(laptops, colleagues)
    let records = await beginning(laptops)
    const lastGiven = new Map<Laptop, string>()
    const story: string[] = []
    for (const step of steps) {
      cloud.clock.advance(step.waitMs)
      const laptop = laptops[ORGANISATION_IDS.indexOf(step.by)]
      if (laptop === undefined) throw new Error('nobody gave it')
      const id = randomUUID()
      const now = cloud.clock.now()
      const given = timePlus(now, -step.agoMs)
      const at = [given, lastGiven.get(laptop) ?? ''].toSorted().at(-1) ?? now
      lastGiven.set(laptop, at)
      const args = translate(step.args)
      const newSharingCode = () => `P${id}`
      const circumstances = { ...circumstancesAt(now), at, offline: step.agoMs > 60_000, newSharingCode }
      const decision = decide(
        records,
        actorOf(laptop),
        { id: commandIdSchema.parse(id), type: step.type, args },
        circumstances,
      )
      const outcome = await laptop.giveAny(step.type, args, { id, givenAt: given })
      story.push(`${step.type} ${JSON.stringify(args)} → ${outcome.code ?? outcome.status}`)
      expect(outcome, story.join('\n')).toMatchObject(expected(decision))
      if (decision.kind === 'accepted') records = copyWith(records, decision.changes)
    }
    const settled = new Draft(records)
    settleDue(settled, cloud.clock.now())
    for (const laptop of laptops) {
      await laptop.sync()
      for (const each of KINDS) expect(seenBy(laptop, each), story.join('\n')).toEqual(visible(settled, each, laptop))
    }
  }

  /** Everybody knows everybody as a partner. */
  async function addColleagues(laptops: readonly Laptop[]): Promise<readonly Laptop[]> {
    const colleagues: Laptop[] = []
    const since = cloud.clock.now()
    for (const laptop of laptops) {
      const colleague = new Laptop(cloud, await addColleague(cloud, laptop.person, TIMER))
      await colleague.ask('POST', '/v1/installations', { installationId: colleague.id, name: 'Second' })
      colleagues.push(colleague)
      const others = laptops.filter((other) => other !== laptop)
      const partners = others.map((other) => ({
        organisationId: laptop.organisationId,
        partnerId: other.organisationId,
      }))
      await cloud.database.db
        .insertInto('partnership')
        .values(partners.map((pair) => ({ ...pair, since })))
        .execute()
    }
    return colleagues
  }

  /** All that the cloud holds of these organisations at first. */
  async function beginning(laptops: readonly Laptop[]): Promise<Records> {
    const changes: Change[] = []
    for (const [index, laptop] of laptops.entries()) {
      changes.push(...(await laptop.sync()))
      const { id, name, number } = laptop.person.organisation
      changes.push(put('partner', { id, name, number, since: cloud.clock.now() }))
      const own = laptop.records.get('organisation', id)
      changes.push(put('organisation', { id, ...own, ...ALLOWANCES[index] }))
    }
    return copyWith(new MemoryRecords(), changes)
  }
})

function expected(decision: Decision): object {
  if (decision.kind === 'accepted') return { status: 'accepted' }
  if (decision.kind === 'waiting') throw new Error('nothing is unknown here')
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
    installationName: 'Laptop',
  }
}

/** Gives a world ids and codes of its own, so that many can happen in one cloud. */
function translator(laptops: readonly Laptop[], colleagues: readonly Laptop[]): (args: object) => object {
  const prefix = randomBytes(3).toString('hex')
  const tokens = TOKENS.map(() => newShareToken(randomBytes(15)))
  const words = [
    ...SHARING_CODES.map((code, index) => [code, laptops[index]?.person.organisation.sharingCode ?? ''] as const),
    ...ORGANISATION_IDS.map((id, index) => [id, laptops[index]?.organisationId ?? ''] as const),
    ...ORGANISATION_IDS.map((id, index) => [adminOf(id), laptops[index]?.person.member.id ?? ''] as const),
    ...COLLEAGUE_IDS.map((id, index) => [id, colleagues[index]?.person.member.id ?? ''] as const),
    ...COLLEAGUE_LAPTOP_IDS.map((id, index) => [id, colleagues[index]?.id ?? ''] as const),
    ...TOKENS.map((token, index) => [token, tokens[index] ?? ''] as const),
    ...TOKENS.map((token, index) => [hashOf(token), hashOf(tokens[index] ?? '')] as const),
  ]
  return (args) => {
    const text = words.reduce((before, [from, to]) => before.replaceAll(from, to), JSON.stringify(args))
    const own = text
      .replaceAll(/([a-f])\1{7}(?=-0000-400[01]-8000-)/g, (_, letter: string) => `${letter}0${prefix}`)
      .replaceAll(/(?<="codeHash":")\w+/g, (hash) => sha256Hex(prefix + hash))
    return JSON.parse(own) as object
  }
}

/** The plan was changed behind the feed's back; the rest only the cloud knows: who uses a box (F7), new partner codes. */
const INCOMPARABLE: Partial<Record<Kind, readonly string[]>> = {
  organisation: ['plan', 'allowance', 'sharingCode'],
  loan: ['lastSeenAt'],
}

/** Without the laptop that the cloud hears of here. */
function seenBy(laptop: Laptop, kind: Kind): readonly object[] {
  return comparable(kind, sorted(laptop.records, kind)).filter((record) => Reflect.get(record, 'id') !== laptop.id)
}

function comparable(kind: Kind, records: readonly object[]): readonly object[] {
  const isComparable = (field: string) => !INCOMPARABLE[kind]?.includes(field)
  return records.map((record) => Object.fromEntries(Object.entries(record).filter(([field]) => isComparable(field))))
}

function visible(records: Records, kind: Kind, laptop: Laptop): readonly object[] {
  const seen = sorted(records, kind).flatMap((record) => viewOf(records, kind, record, laptop.organisationId) ?? [])
  return comparable(kind, seen)
}
