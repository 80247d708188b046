// `node tools/crash.ts --core 200 --cloud 50 [--seed N] [--first LIFE]`: kills them at work, and looks whether anything
// that was acknowledged is lost or doubled. A life is a laptop and a cloud that are killed up to 25 times.
import { parseArgs } from 'node:util'
import { liveOnce } from './crash/life.ts'

const KILLS_A_LIFE = 25

const { values } = parseArgs({
  options: {
    core: { type: 'string', default: '200' },
    cloud: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
    /** Goes on with this life. */
    first: { type: 'string', default: '1' },
  },
})
const lives = (['core', 'cloud'] as const).flatMap((victim) => {
  const kills = Number(values[victim])
  return Array.from({ length: Math.ceil(kills / KILLS_A_LIFE) }, (_, index) => ({
    victim,
    kills: Math.min(KILLS_A_LIFE, kills - index * KILLS_A_LIFE),
  }))
})
const began = performance.now()
for (const [index, { victim, kills }] of lives.entries()) {
  const life = index + 1
  if (life < Number(values.first)) continue
  const say = (line: string) => console.log(`life ${life} of ${lives.length}: ${line}`)
  try {
    await liveOnce({ seed: Number(values.seed) * 1000 + life, kills, victim, say })
  } catch (error) {
    say(`BROKEN; again with --first ${life}`)
    console.error(error)
    process.exit(1)
  }
}
console.log(`nothing lost, nothing doubled; ${((performance.now() - began) / 60_000).toFixed(1)} minutes`)
process.exit(0)
