// Each figure beside its limit, measured in the same run: `npm run bench [-- --only WORD] [--largest 100000]`.
// Each runs in a process of its own, so that its peak of memory is its own. What it says is told in docs/speed.md.
// The windows' figures need the built page (`npm run build`) and a Chromium.
import { spawn } from 'node:child_process'
import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { coldStart } from './bench/cold-start.ts'
import { commandRate, offlineCommands } from './bench/commands.ts'
import type { Figure, Measure } from './bench/figure.ts'
import { firstSync } from './bench/first-sync.ts'
import { passingsIntoCloud } from './bench/passings.ts'
import { visibleElsewhere } from './bench/visible.ts'
import { windowOf } from './bench/window.ts'

const GROWING = [1000, 10_000, 100_000]

const MEASURES: Readonly<Record<string, { readonly measure: Measure; readonly sizes: readonly number[] }>> = {
  'first-sync': { measure: firstSync, sizes: GROWING },
  offline: { measure: offlineCommands, sizes: [100, 1000] },
  visible: { measure: visibleElsewhere, sizes: [200] },
  commands: { measure: commandRate, sizes: [16] },
  passings: { measure: passingsIntoCloud, sizes: GROWING.slice(1) },
  'cold-start': { measure: coldStart, sizes: GROWING },
  window: { measure: windowOf, sizes: GROWING },
}

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    largest: { type: 'string', default: '100000' },
    /** For a process of this one: what it measures, and at which size. */
    measure: { type: 'string' },
    size: { type: 'string' },
  },
})

function isReached({ ours, limit, reach }: Figure): boolean {
  return 'atLeast' in reach ? ours / limit >= reach.atLeast : ours / limit <= reach.atMost
}

function line(figure: Figure): string {
  const { what, size, unit, ours, limit, reach, peakMib, note = '' } = figure
  const wanted = 'atLeast' in reach ? `≥ ${reach.atLeast}` : `≤ ${reach.atMost}`
  const cells = [
    what.padEnd(58),
    String(size).padStart(7),
    `${round(ours)} ${unit}`.padStart(12),
    `${round(limit)} ${unit}`.padStart(12),
    (ours / limit).toFixed(2).padStart(6),
    wanted.padStart(6),
    isReached(figure) ? 'yes' : 'NO ',
    (peakMib === undefined ? '–' : `${peakMib.toFixed(0)} MiB`).padStart(9),
    note,
  ]
  return cells.join('  ').trimEnd()
}

function round(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(1)
}

/** In a process of its own. */
async function measured(name: string, size: number): Promise<readonly Figure[]> {
  const args = ['--expose-gc', import.meta.filename, '--measure', name, '--size', String(size)]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise((resolve) => child.once('close', resolve))
  let text = ''
  for await (const part of child.stdout) text += part
  await ended
  const found = /^figures (.*)$/m.exec(text)?.[1]
  if (found === undefined) {
    process.exitCode = 1
    process.stdout.write(`${name} at ${size}: it failed\n`)
    return []
  }
  return JSON.parse(found) as readonly Figure[]
}

async function main(): Promise<void> {
  const load = () => `load ${loadavg()[0]?.toFixed(1)}`
  process.stdout.write(`${new Date().toISOString()}  ${cpus().length} cores (${cpus()[0]?.model}), ${load()}\n`)
  process.stdout.write('what, size, ours, limit of the same run, ratio, reach, reached, peak memory\n')
  for (const [name, { sizes }] of Object.entries(MEASURES).filter(([key]) => key.includes(values.only))) {
    for (const size of sizes.filter((one) => one <= Number(values.largest))) {
      for (const figure of await measured(name, size)) process.stdout.write(`${line(figure)}\n`)
    }
  }
  process.stdout.write(`${new Date().toISOString()}  ${load()}\n`)
}

const asked = MEASURES[values.measure ?? '']
if (asked === undefined) await main()
else {
  const figures = await asked.measure(Number(values.size))
  process.stdout.write(`figures ${JSON.stringify(figures)}\n`)
  process.exit()
}
