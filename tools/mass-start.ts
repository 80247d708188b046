// Plays mass starts against the real programs, and says whether every passing arrived once, with its right owner.
// `node tools/mass-start.ts [--seconds 60] [--rate 1000] [--boxes 12] [--seed 1] [--only kill]`
import { parseArgs } from 'node:util'
import { type MassStartPlan, runMassStart } from '../test/support/mass-start.ts'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    rate: { type: 'string', default: '1000' },
    boxes: { type: 'string', default: '12' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
  },
})

const plan: MassStartPlan = {
  seconds: Number(values.seconds),
  ratePerSecond: Number(values.rate),
  boxCount: Number(values.boxes),
  seed: Number(values.seed),
}

const variants: readonly (readonly [string, Partial<MassStartPlan>])[] = [
  ['rough network', {}],
  ['the loan is revoked half-way, online', { loanEnds: 'online' }],
  ['the loan is revoked half-way, unseen', { loanEnds: 'unseen' }],
  ['kill -9 every 5 s', { killEveryMs: 5000 }],
]

for (const [name, variant] of variants.filter(([title]) => title.includes(values.only))) {
  const { faults, ...counts } = await runMassStart({ ...plan, ...variant })
  process.stdout.write(`${name}: ${JSON.stringify(counts)}${faults.length === 0 ? ' – all there, once' : ''}\n`)
  for (const fault of faults) process.stdout.write(`  ${fault}\n`)
  if (faults.length > 0) process.exitCode = 1
}
