import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { TestClock } from '../../../cloud/clock.ts'
import { TIMER } from '../../../shared/permissions.ts'
import { newShareToken } from '../../../shared/share-token.ts'
import { DATABASES, openDatabase, type RunningCloud, startCloud } from '../../support/cloud.ts'
import { addColleague, Laptop, signUp } from '../../support/laptop.ts'
import { MirroredCloud } from '../../support/mirrored-cloud.ts'
import {
  adminOf,
  COLLEAGUE_IDS,
  COLLEAGUE_LAPTOP_IDS,
  hashOf,
  ORGANISATION_IDS,
  SCENE,
  SHARING_CODES,
  type Step,
  sha256Hex,
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
    const mirror = await MirroredCloud.begin(cloud, laptops, ALLOWANCES)
    for (const { by, type, args, waitMs, agoMs } of steps) {
      cloud.clock.advance(waitMs)
      const laptop = laptops[ORGANISATION_IDS.indexOf(by)]
      if (laptop === undefined) throw new Error('nobody gave it')
      await mirror.give(laptop, { type, args: translate(args), agoMs })
    }
    await mirror.compareFeeds()
  }

  async function addColleagues(laptops: readonly Laptop[]): Promise<readonly Laptop[]> {
    const colleagues: Laptop[] = []
    for (const laptop of laptops) {
      const colleague = new Laptop(cloud, await addColleague(cloud, laptop.person, TIMER))
      await colleague.ask('POST', '/v1/installations', { installationId: colleague.id, name: 'Second' })
      colleagues.push(colleague)
    }
    return colleagues
  }
})

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
      .replaceAll(/([a-f])\1{7}(?=-0000-400[012]-8000-)/g, (_, letter: string) => `${letter}0${prefix}`)
      .replaceAll(/(?<="codeHash":")\w+/g, (hash) => sha256Hex(prefix + hash))
    return JSON.parse(own) as object
  }
}
