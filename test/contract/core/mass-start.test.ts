import { expect, it } from 'vitest'
import { type MassStartPlan, runMassStart } from '../../support/mass-start.ts'

/** A minute at full rate is `node tools/mass-start.ts`. */
const PLAN: MassStartPlan = { seconds: 6, ratePerSecond: 400, boxCount: 6, seed: 7 }

it.each<[string, Partial<MassStartPlan>]>([
  ['[R3] [R6] through cuts, torn packets, doubles and rewinds, every passing is here and in the cloud, once', {}],
  ['[L10] [L19] a loan revoked in the middle, heard of at once: what comes after is set aside', { loanEnds: 'online' }],
  [
    '[L10] a loan revoked in the middle, unseen: up to when the laptop hears of it, all is the borrower’s',
    { loanEnds: 'unseen' },
  ],
  ['[F5] [R3] kill -9 every two seconds: nothing is lost, nothing is there twice', { killEveryMs: 2000 }],
])('%s', { timeout: 180_000 }, async (_, variant) => {
  const { faults, generated, stored, aside } = await runMassStart({ ...PLAN, ...variant })
  expect(faults).toEqual([])
  expect(generated).toBe(PLAN.seconds * PLAN.ratePerSecond)
  expect(stored + aside).toBe(generated)
  if (variant.loanEnds === 'online') expect(aside).toBeGreaterThan(0)
})
