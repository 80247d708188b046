// `npm run simulate -- --seeds A..B --steps N`: docs/simulation.md says what it does.
import { mkdirSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { INVARIANTS, type Invariant } from './simulate/checks/invariants.ts'
import { replaceParts } from './simulate/hooks.ts'
import { PLANTED_FAULTS } from './simulate/planted-faults.ts'

const USAGE = 'usage: npm run simulate -- --seeds A..B [--steps N] [--minutes M] [--twice] [--tell] [--plant INVARIANT]'
const FOLDER = 'test-results/simulation'
const MINUTE_MS = 60_000

function readArguments() {
  const { values } = parseArgs({
    options: {
      seeds: { type: 'string', default: '1..100' },
      steps: { type: 'string', default: '60' },
      minutes: { type: 'string', default: 'Infinity' },
      twice: { type: 'boolean', default: false },
      plant: { type: 'string' },
      tell: { type: 'boolean', default: false },
    },
  })
  const [, first, last] = /^(\d+)(?:\.\.(\d+))?$/.exec(values.seeds) ?? []
  const [steps, minutes] = [Number(values.steps), Number(values.minutes)]
  if (first === undefined || !(Number.isInteger(steps) && steps > 0) || !(minutes > 0)) throw new Error(USAGE)
  const { plant, twice, tell } = values
  if (plant !== undefined && !isInvariant(plant)) throw new Error(`no invariant is called ${plant}\n${USAGE}`)
  return { first: Number(first), last: Number(last ?? first), steps, minutes, twice, plant, tell }
}

function isInvariant(name: string): name is Invariant {
  return Object.hasOwn(INVARIANTS, name)
}

const { first, last, steps, minutes, twice, plant, tell } = readArguments()
replaceParts(plant === undefined ? [] : [PLANTED_FAULTS[plant]])
const realNow = performance.now.bind(performance)
const { takeOverTime } = await import('./simulate/global-time.ts')
const { prepareDatabase } = await import('./simulate/database.ts')
const { runSeed } = await import('./simulate/run-seed.ts')
await prepareDatabase()
takeOverTime()
mkdirSync(FOLDER, { recursive: true })

const began = realNow()
const accepted: string[] = []
let [done, failed] = [0, 0]
/** A planted fault needs to be noticed once, as what it is. */
let isNoticed = false
for (let seed = first; seed <= last && realNow() - began < minutes * MINUTE_MS && !isNoticed; seed += 1) {
  const seedBegan = realNow()
  const { hash, broken, latest, accepted: types } = await runSeed(seed, steps)
  accepted.push(...types)
  const again = twice && !broken ? await runSeed(seed, steps) : undefined
  const isSame = again === undefined || again.hash === hash
  done += 1
  if (broken || !isSame) failed += 1
  isNoticed ||= plant !== undefined && broken?.invariant === plant
  const verdict = broken ? `BROKEN ${broken.invariant}` : isSame ? 'holds' : `CAME TO ${again?.hash} AGAIN`
  console.log(`${seed} ${hash} ${verdict} ${((realNow() - seedBegan) / 1000).toFixed(1)} s`)
  if (broken || tell) {
    const file = `${FOLDER}/${seed}.txt`
    writeFileSync(file, `${[...latest, broken?.what].join('\n')}\n`)
    console.log(`${(broken?.what ?? '').split('\n').slice(0, 4).join('\n').slice(0, 1000)}\nall of it: ${file}`)
  }
}
const counts = [...Map.groupBy(accepted, (type) => type)].map(([type, all]) => `${type} ${all.length}`)
console.log(`done by the cloud: ${counts.toSorted().join(', ')}`)
const next = first + done
console.log(
  `${done} seeds of ${steps} steps, ${failed} broken${next > last ? '' : `; go on with --seeds ${next}..${last}`}`,
)
process.exit(failed === 0 ? 0 : 1)
