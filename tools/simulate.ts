// `npm run simulate -- --seeds A..B --steps N`: docs/simulation.md says what it does.
import { mkdirSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { replaceParts } from './simulate/hooks.ts'
import { plantedFault } from './simulate/planted-faults.ts'

const USAGE =
  'usage: npm run simulate -- --seeds A..B [--steps N] [--minutes M] [--twice] [--tell] [--plant FAULT] [--sweep EACH]'
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
      sweep: { type: 'string', default: '0' },
    },
  })
  const [, first, last] = /^(\d+)(?:\.\.(\d+))?$/.exec(values.seeds) ?? []
  const [steps, minutes] = [Number(values.steps), Number(values.minutes)]
  if (first === undefined || !(Number.isInteger(steps) && steps > 0) || !(minutes > 0)) throw new Error(USAGE)
  const [sweepEach, planted] = [Number(values.sweep), plantedFault(values.plant ?? '')]
  if (!(Number.isInteger(sweepEach) && sweepEach >= 0)) throw new Error(USAGE)
  if (values.plant !== undefined && planted === undefined) throw new Error(`no fault ${values.plant}\n${USAGE}`)
  const { twice, tell } = values
  return { first: Number(first), last: Number(last ?? first), steps, minutes, twice, planted, tell, sweepEach }
}

const { first, last, steps, minutes, twice, planted, tell, sweepEach } = readArguments()
replaceParts(planted === undefined ? [] : [planted.fault])
const realNow = performance.now.bind(performance)
/** Of a processor: a computer that has other things to do tries as many stories. */
function spentMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
const { takeOverTime } = await import('./simulate/global-time.ts')
const { prepareDatabase } = await import('./simulate/database.ts')
const { runSeed } = await import('./simulate/run-seed.ts')
takeOverTime()
await prepareDatabase()
mkdirSync(FOLDER, { recursive: true })

if (sweepEach > 0) {
  const { sweep } = await import('./simulate/sweep.ts')
  const { boundaries, killed, broken } = await sweep({ seed: first, steps, each: sweepEach }, console.log)
  for (const { at, story } of broken) {
    writeFileSync(`${FOLDER}/${first}-${at}.txt`, `${[...story.latest, story.broken.what].join('\n')}\n`)
  }
  console.log(`killed at ${killed} of ${boundaries} steps on the disk, ${broken.length} broken`)
  process.exit(broken.length === 0 ? 0 : 1)
}

const accepted: string[] = []
let [done, failed] = [0, 0]
/** A planted fault needs to be noticed once, as what it is. */
let isNoticed = false
for (let seed = first; seed <= last && spentMs() < minutes * MINUTE_MS && !isNoticed; seed += 1) {
  const seedBegan = realNow()
  const { hash, broken, latest, accepted: types } = await runSeed(seed, steps)
  accepted.push(...types)
  const again = twice && !broken ? await runSeed(seed, steps, { pace: 'slow' }) : undefined
  const isSame = again === undefined || again.hash === hash
  done += 1
  if (broken || !isSame) failed += 1
  isNoticed ||= planted !== undefined && broken?.invariant === planted.breaks
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
