import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Child, startChild } from '../../test/support/child.ts'
import { startCuttableNetwork } from '../../test/support/cuttable-network.ts'
import { freePort } from '../../test/support/free-port.ts'
import { type HostWindow, startHostWindow, until } from '../../test/support/host-window.ts'
import { type OwnPostgres, startOwnPostgres } from '../../test/support/own-postgres.ts'
import { createSeededRandom, type Random } from '../box-simulator/seeded-random.ts'
import { type SimulatedBox, startSimulatedBox } from '../box-simulator/simulated-box.ts'
import { assertInCloud, assertKept } from './kept.ts'
import { type Acknowledged, changesOf, liveOf, nothingYet, signIn, statusOf, workUntilGone } from './work.ts'

const SERIAL = 'CLBX30201'
const LONG_MS = 120_000

export interface LifePlan {
  readonly seed: number
  readonly kills: number
  readonly victim: 'core' | 'cloud'
  readonly say: (line: string) => void
}

interface World {
  readonly random: Random
  readonly folder: string
  readonly postgres: OwnPostgres
  readonly network: Awaited<ReturnType<typeof startCuttableNetwork>>
  readonly box: SimulatedBox
  readonly acknowledged: Acknowledged
  readonly startCloud: () => Promise<Child>
}

/**
 * One laptop, one box and one cloud on PostgreSQL from the beginning to the end: killed so many times at work, then left
 * in peace until all is sent.
 * @throws where something that was acknowledged is lost, or something is doubled
 */
export async function liveOnce(plan: LifePlan): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'trackside-crash-'))
  const postgres = await startOwnPostgres()
  const port = await freePort()
  const startCloud = async () => {
    // Its own clock would jump at each start; only the limits are the tests'.
    const cloud = startChild('cloud/main.ts', ['--demo', '--test-clock', '--port', String(port)], {
      DATABASE_URL: postgres.url,
      LOG_LEVEL: 'fatal',
    })
    await cloud.line(/^cloud listening/)
    return cloud
  }
  let cloud = await startCloud()
  const network = await startCuttableNetwork(`http://127.0.0.1:${port}`)
  const random = createSeededRandom(plan.seed)
  const box = await startSimulatedBox({
    ...{ serial: SERIAL, alias: '', model: 'CloudBox', firmware: '1.0', position: { latitude: 40.4, longitude: -3.7 } },
    ...{ port: 0, now: Date.now, random },
  })
  const world: World = { random, folder, postgres, network, box, acknowledged: nothingYet(), startCloud }
  try {
    await begin(world)
    cloud = plan.victim === 'core' ? await killCores(world, plan, cloud) : await killClouds(world, plan, cloud)
    await settle(world, plan)
  } finally {
    await box.close()
    await network.close()
    await cloud.end()
    await postgres.end()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Signed in, and connected to the box for a run. */
async function begin({ folder, network, box, acknowledged }: World): Promise<void> {
  const window = await startHostWindow(folder, network.url)
  await signIn(window)
  const find = () => changesOf(window).find(({ kind, body }) => kind === 'box' && body?.['serial'] === SERIAL)
  await until(() => find() !== undefined, 'the boxes', LONG_MS)
  const address = { host: '127.0.0.1', port: box.port }
  const started = await window.call('startTiming', { boxId: (find()?.id ?? '') as never, address })
  if (started.status !== 'done') throw new Error('the run was refused')
  acknowledged.sessionId = started.sessionId
  await window.child.end('SIGKILL')
}

async function killCores(world: World, { kills, say }: LifePlan, cloud: Child): Promise<Child> {
  const { random, folder, network, acknowledged } = world
  for (let kill = 1; kill <= kills; kill += 1) {
    const isEarly = random() < 0.15
    const isSigning = !isEarly && random() < 0.15
    if (random() < 0.5) network.mend()
    else network.cut()
    if (isSigning) network.mend()
    if (isEarly) {
      const child = startChild('electron/browser-host.ts', ['--data', folder, '--cloud', network.url])
      await sleep(600 * random())
      await child.end('SIGKILL')
    } else await workAndKill(world, isSigning)
    assertKept(folder, acknowledged)
    const { eventIds, loanIds, shown } = acknowledged
    const when = isEarly ? 'starting' : isSigning ? 'signing in' : 'working'
    say(`kill ${kill} of a core, ${when}: ${eventIds.size} events, ${loanIds.size} loans, ${shown} passings`)
  }
  return cloud
}

async function workAndKill(world: World, isSigning: boolean): Promise<void> {
  const { random, folder, network, acknowledged } = world
  const window = await startHostWindow(folder, network.url)
  const over = work(world, window)
  if (isSigning || statusOf(window)?.identity === undefined) {
    network.mend()
    // Whatever of it the kill falls into.
    void (async () => {
      if (statusOf(window)?.identity !== undefined) await window.call('signOut', {})
      await signIn(window)
    })().catch(() => undefined)
  }
  await sleep(300 + 1200 * random())
  if (random() < 0.3) network.cut()
  await sleep(300 * random())
  await window.child.end('SIGKILL')
  acknowledged.shown = Math.max(acknowledged.shown, liveOf(window, acknowledged.sessionId)?.count ?? 0)
  await over
}

/** People and chips, until the window's process is gone. */
async function work({ box, random, acknowledged }: World, window: HostWindow): Promise<void> {
  const chips = setInterval(() => {
    for (let index = 0; index < 5; index += 1) {
      box.record({ epc: `E280${String(box.backup().length).padStart(20, '0')}` })
    }
  }, 20)
  await workUntilGone(window, acknowledged, random)
  clearInterval(chips)
}

async function killClouds(world: World, { kills, say }: LifePlan, first: Child): Promise<Child> {
  const { random, folder, network, postgres, acknowledged, startCloud } = world
  let cloud = first
  network.mend()
  const window = await startHostWindow(folder, network.url)
  const over = work(world, window)
  for (let kill = 1; kill <= kills; kill += 1) {
    await window.call('syncNow', {})
    await until(() => statusOf(window)?.connection === 'sending', 'something to be sent', LONG_MS)
    await sleep(3000 * random())
    const isDatabase = kill % 5 === 0
    if (isDatabase) await postgres.kill()
    else {
      await cloud.end('SIGKILL')
      cloud = await startCloud()
    }
    const waiting = window.pending().length
    say(
      `kill ${kill} of ${isDatabase ? 'PostgreSQL' : 'a cloud'}: ${acknowledged.eventIds.size} events, ${waiting} waiting`,
    )
  }
  await window.child.end('SIGKILL')
  acknowledged.shown = liveOf(window, acknowledged.sessionId)?.count ?? 0
  await over
  assertKept(folder, acknowledged)
  return cloud
}

/** Waits until `is` holds, however slow the computer is, unless `figure` stands still. */
async function whileItGoesOn(is: () => boolean, figure: () => unknown, what: string): Promise<void> {
  while (!is()) {
    const before = figure()
    await until(() => is() || figure() !== before, `${what}, which stand at ${String(before)}`, LONG_MS)
  }
}

/** Everything is sent, and there once. */
async function settle(world: World, { say }: LifePlan): Promise<void> {
  const { folder, network, postgres, box, acknowledged } = world
  network.mend()
  const window = await startHostWindow(folder, network.url)
  try {
    if (statusOf(window)?.identity === undefined) await signIn(window)
    const all = box.backup().length
    const live = () => liveOf(window, acknowledged.sessionId)
    const isSent = () => window.pushed.some(({ push }) => push === 'pending') && window.pending().length === 0
    const isAllSent = () => isSent() && statusOf(window)?.connection === 'online'
    await whileItGoesOn(isAllSent, () => window.pending().length, 'all commands to be sent')
    await whileItGoesOn(
      () => live()?.inCloud === all,
      () => live()?.inCloud,
      `${all} passings in the cloud`,
    )
    const cards = window.pushed.flatMap((push) => (push.push === 'cards' ? push.cards : []))
    if (cards.some(({ kind }) => kind === 'refusal')) throw new Error('something was refused')
    if (statusOf(window)?.rescue !== undefined) throw new Error('a whole store was taken for a damaged one')
    await assertInCloud(postgres.url, acknowledged, all)
    const { eventIds, loanIds, endedLoanIds } = acknowledged
    const loans = `${loanIds.size} loans, ${endedLoanIds.size} of them ended`
    say(`all there, once: ${eventIds.size} events, ${loans}, ${all} passings`)
  } finally {
    await window.child.end('SIGKILL')
  }
}
