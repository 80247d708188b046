import { spawn } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { findElectron } from '../electron/shell/find-electron.ts'
import { addressLines, withOwnPorts } from './start/box-addresses.ts'
import { DEMO_ORGANISATIONS, type DemoOrganisation, demoAccounts, demoBoxes, type SimulatedBox } from './start/demo.ts'
import { readStartOptions, START_USAGE, type StartOptions } from './start/options.ts'
import { Programs } from './start/programs.ts'
import { ensureRendererBuilt } from './start/renderer-build.ts'

const ROOT = join(import.meta.dirname, '..')
const FIRST_PORT = 4180
const PARENT_CHECK_MS = 1000
/** Of each box: slow enough to read, quick enough to see at once that it works. */
const PASSINGS_PER_SECOND = 0.5

/** What runs, and ends together: the demo cloud, its simulated boxes, and a desktop for each organisation. */
async function main(): Promise<void> {
  const options = readOptions()
  const programs = new Programs(({ title, exitCode, lastWords }) => {
    // Electron's window was closed: that is how a person ends it.
    if (exitCode === 0) return void stop(0)
    process.stderr.write(`${title} ended unexpectedly.\n${lastWords}\n`)
    return void stop(1)
  })
  async function stop(exitCode: number): Promise<void> {
    await programs.end()
    process.exit(exitCode)
  }
  process.on('SIGINT', () => void stop(0))
  process.on('SIGTERM', () => void stop(0))
  // Whoever started this may be gone without a word.
  const parent = process.ppid
  setInterval(() => process.ppid === parent || void stop(0), PARENT_CHECK_MS).unref()

  try {
    await startAll(options, programs)
    process.stdout.write('Ready. Ctrl-C ends all of it.\n')
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    await stop(1)
  }
}

function readOptions(): StartOptions {
  try {
    const options = readStartOptions(process.argv.slice(2), ROOT)
    if (options !== 'help') return options
    process.stdout.write(`${START_USAGE}\n`)
    return process.exit(0)
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${START_USAGE}\n`)
    return process.exit(2)
  }
}

async function startAll(options: StartOptions, programs: Programs): Promise<void> {
  mkdirSync(options.dataDir, { recursive: true, mode: 0o700 })
  ensureRendererBuilt(ROOT)
  const electron = options.browser ? undefined : findElectron(join(ROOT, 'node_modules', 'electron'), process.env)
  if (electron !== undefined) await (await import('./build-electron.ts')).buildElectron()
  else if (!options.browser) {
    process.stdout.write("Electron's program isn't on this computer: Trackside opens in the browser.\n")
  }
  const how = { options, programs, electron }
  if (options.cloudUrl === undefined) await startDemo(how)
  else await startDesktop(how, { folder: 'desktop', title: 'Trackside', cloudUrl: options.cloudUrl })
}

interface How {
  readonly options: StartOptions
  readonly programs: Programs
  /** Its executable, where there is one to use. */
  readonly electron: string | undefined
}

async function startDemo(how: How): Promise<void> {
  const { options, programs } = how
  const { dataDir } = options
  // Only what this program makes itself: the folder may hold other things.
  if (options.fresh) {
    for (const folder of ['cloud', 'demo-keys.json', ...DEMO_ORGANISATIONS.map(({ folder }) => folder)]) {
      rmSync(join(dataDir, folder), { recursive: true, force: true })
    }
  }
  const cloudUrl = await startDemoCloud(programs, dataDir)
  const [boxes] = await Promise.all([
    demoBoxes(cloudUrl, dataDir),
    ...DEMO_ORGANISATIONS.map((organisation, index) =>
      startDesktop(how, {
        folder: organisation.folder,
        title: organisation.name,
        cloudUrl,
        organisation,
        index,
      }),
    ),
  ])
  const addresses = await startBoxes(programs, await withOwnPorts(boxes))
  process.stdout.write(`${addressLines(boxes, addresses).join('\n')}\n`)
}

/** @returns where each box listens, by serial */
function startBoxes(programs: Programs, boxes: readonly SimulatedBox[]): Promise<ReadonlyMap<string, string>> {
  const addresses = new Map<string, string>()
  return new Promise((resolve) => {
    programs.start({
      title: 'The box simulator',
      args: [
        join(ROOT, 'tools', 'box-simulator', 'main.ts'),
        ...['--until-stdin-closes', '--rate', String(PASSINGS_PER_SECOND)],
      ],
      input: `${JSON.stringify(boxes)}\n`,
      onLine(line) {
        const [, serial, address] = /^(\S+) listening on (\S+)$/.exec(line) ?? []
        if (serial === undefined || address === undefined) return
        addresses.set(serial, address)
        if (addresses.size === boxes.length) resolve(addresses)
      },
    })
  })
}

function startDemoCloud(programs: Programs, dataDir: string): Promise<string> {
  return new Promise((resolve) => {
    programs.start({
      title: 'The demo cloud',
      args: [join(ROOT, 'cloud', 'main.ts'), '--demo', '--port', '0', '--data', join(dataDir, 'cloud')],
      onLine(line) {
        const url = /^cloud listening on (\S+)$/.exec(line)?.[1]
        if (url !== undefined) resolve(url)
      },
    })
  })
}

interface Desktop {
  readonly folder: string
  readonly title: string
  readonly cloudUrl: string
  readonly organisation?: DemoOrganisation
  readonly index?: number
}

/** Starts a core with the browser host, and prints its address now and whenever the last one was used. */
function startDesktop(how: How, desktop: Desktop): Promise<void> {
  const { options, programs, electron } = how
  const { folder, title, cloudUrl, organisation, index = 0 } = desktop
  const env = organisation ? { TRACKSIDE_DEMO_ACCOUNTS: JSON.stringify(demoAccounts(organisation)) } : {}
  const isTraced = options.traceStartup && index === 0
  // The first is the application itself; the others show in the browser what happens on the other side.
  if (electron !== undefined && index === 0) {
    const args = [ROOT, `--cloud=${cloudUrl}`, `--data=${join(options.dataDir, folder)}`]
    // By environment: told by the switch, Chromium traces as well.
    const traced = isTraced ? { TRACKSIDE_TRACE_STARTUP: '1' } : {}
    programs.start({
      title: `Trackside for ${title}`,
      program: electron,
      args,
      env: { ...env, ...traced },
      onLine: passTrace,
    })
    process.stdout.write(`${title}   in Electron's window\n`)
    return Promise.resolve()
  }
  const port = options.port === 0 ? 0 : (options.port ?? FIRST_PORT) + index
  const hint = organisation ? `   sign in as timer@${organisation.domain}` : ''
  return new Promise((resolve) => {
    let isFirst = true
    programs.start({
      title: `Trackside for ${title}`,
      args: [
        join(ROOT, 'electron', 'browser-host.ts'),
        ...['--data', join(options.dataDir, folder), '--cloud', cloudUrl, '--port', String(port)],
        ...(isTraced ? ['--trace-startup'] : []),
      ],
      env,
      onLine(line) {
        passTrace(line)
        const url = /^open (\S+)$/.exec(line)?.[1]
        if (url === undefined) return
        process.stdout.write(isFirst ? `${title}   ${url}${hint}\n` : `${title}, another window   ${url}\n`)
        if (isFirst && index === 0 && options.open) openBrowser(url)
        isFirst = false
        resolve()
      },
    })
  })
}

function passTrace(line: string): void {
  if (line.startsWith('startup: ')) process.stdout.write(`${line}\n`)
}

function openBrowser(url: string): void {
  const openers = { darwin: ['open', url], win32: ['cmd', '/c', 'start', '', url] } as const
  const [command, ...args] = Object.hasOwn(openers, process.platform)
    ? openers[process.platform as keyof typeof openers]
    : ['xdg-open', url]
  const child = spawn(command, args, { stdio: 'ignore', detached: true })
  child.on('error', () => undefined)
  child.unref()
}

await main()
