import { randomBytes, randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TestClock } from '../../../cloud/clock.ts'
import type { Actor } from '../../../shared/actor.ts'
import { type Decision, decide } from '../../../shared/decide.ts'
import { ADMIN } from '../../../shared/permissions.ts'
import type { Kind } from '../../../shared/records/kinds.ts'
import { commandIdSchema, installationIdSchema, timePlus } from '../../../shared/records/scalars.ts'
import { settleDue } from '../../../shared/rules/loans.ts'
import { viewOf } from '../../../shared/rules/visibility.ts'
import { newShareToken } from '../../../shared/share-token.ts'
import { Draft, MemoryRecords, type Records } from '../../../shared/state.ts'
import { DATABASES, openDatabase, type RunningCloud, startCloud } from '../../support/cloud.ts'
import { Laptop, signUp } from '../../support/laptop.ts'
import { put } from '../../support/sample-records.ts'
import {
  copyWith,
  hashOf,
  KINDS,
  ORGANISATION_IDS,
  SCENE,
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
    const translate = translator(laptops)
    let records: Records = copyWith(
      new MemoryRecords(),
      laptops.map(({ person }, index) => put('organisation', { ...person.organisation, ...ALLOWANCES[index] })),
    )
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
      const circumstances = { at, now, offline: step.agoMs > 60_000, partial: false, sha256Hex }
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
      for (const each of KINDS.filter((name) => name !== 'organisation')) {
        expect(seenBy(laptop, each), story.join('\n')).toEqual(visible(settled, each, laptop))
      }
    }
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
function translator(laptops: readonly Laptop[]): (args: object) => object {
  const prefix = randomBytes(3).toString('hex')
  const tokens = TOKENS.map(() => newShareToken(randomBytes(15)))
  const words = [
    ...ORGANISATION_IDS.map((id, index) => [id, laptops[index]?.organisationId ?? ''] as const),
    ...TOKENS.map((token, index) => [token, tokens[index] ?? ''] as const),
    ...TOKENS.map((token, index) => [hashOf(token), hashOf(tokens[index] ?? '')] as const),
  ]
  return (args) => {
    const text = words.reduce((before, [from, to]) => before.replaceAll(from, to), JSON.stringify(args))
    const own = text.replaceAll(/([b-f])\1{7}(?=-0000-400[01]-8000-)/g, (_, letter: string) => `${letter}0${prefix}`)
    return JSON.parse(own) as object
  }
}

/** Without what only the cloud knows of who uses a box (F7). */
function seenBy(laptop: Laptop, kind: Kind): readonly object[] {
  return sorted(laptop.records, kind).map((record) => {
    const { lastSeenAt: _, ...rest } = record as { readonly lastSeenAt?: string }
    return kind === 'loan' ? rest : record
  })
}

function visible(records: Records, kind: Kind, laptop: Laptop): readonly object[] {
  return sorted(records, kind).flatMap((record) => viewOf(records, kind, record, laptop.organisationId) ?? [])
}
