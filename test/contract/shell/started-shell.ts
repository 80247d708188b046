import { startShell } from '../../../electron/shell/shell.ts'
import { type ElectronStandIn, electronStandIn } from './electron-stand-in.ts'
import { keptInMemory } from './kept-in-memory.ts'
import { manualTimers } from './manual-timers.ts'

export const ARGS = ['--cloud=https://cloud.example', '--data=/races/sierra']

interface Start {
  readonly args?: readonly string[]
  readonly platform?: NodeJS.Platform
  readonly electron?: ElectronStandIn
  readonly kept?: ReturnType<typeof keptInMemory>
  readonly env?: Readonly<Record<string, string>>
  readonly resourcesDir?: string
}

/** The shell on a stand-in of Electron that isn't ready yet. */
export function start({
  args = ARGS,
  platform = 'linux',
  electron = electronStandIn(),
  kept = keptInMemory(),
  env = {},
  resourcesDir,
}: Start = {}) {
  const log: string[] = []
  const out: string[] = []
  const clock = { ms: 0 }
  const timers = manualTimers()
  startShell(electron.parts, {
    argv: electron.app.isPackaged ? ['trackside', ...args] : ['electron', '.', ...args],
    env,
    platform,
    workDir: '/home/timer',
    builtDir: '/app/dist/electron',
    resourcesDir,
    openKept: () => kept,
    writeLog: (line) => log.push(line),
    writeOut: (line) => out.push(line),
    wallMs: () => Date.parse('2026-06-07T10:00:00Z'),
    about: {
      home: '/home/timer',
      system: 'Linux 6.1 x64',
      versions: { electron: '45.4.1', chrome: '150', node: '24' },
    },
    monotonicMs: () => 0,
    sinceStartMs: () => clock.ms,
    later: timers.later,
  })
  return { electron, log, out, clock, timers, kept }
}

/** The same, ready. */
export async function started(given: Start = {}) {
  const all = start(given)
  await all.electron.app.becomeReady()
  return all
}
