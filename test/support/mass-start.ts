import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { CallArgs } from '../../shared/desktop-api.ts'
import { ROUGH_FAULTS } from '../../tools/box-simulator/packet-faults.ts'
import { createSeededRandom, wholeNumber } from '../../tools/box-simulator/seeded-random.ts'
import { type SimulatedBox, startSimulatedBox } from '../../tools/box-simulator/simulated-box.ts'
import { type CloudUser, signInToCloud } from './cloud-user.ts'
import { type CuttableNetwork, startCuttableNetwork } from './cuttable-network.ts'
import { type HostWindow, startHostWindow, until } from './host-window.ts'
import { startTestCloud, type TestCloud } from './test-cloud.ts'

export interface MassStartPlan {
  readonly seconds: number
  readonly ratePerSecond: number
  /** One of them is borrowed. At most 12. */
  readonly boxCount: number
  readonly seed: number
  /** Half-way the owner ends the loan: heard of at once, or only when the internet comes back at three quarters. */
  readonly loanEnds?: 'online' | 'unseen'
  readonly killEveryMs?: number
}

export interface MassStartResult {
  readonly generated: number
  /** On the laptop, of those in the cloud; set aside on the laptop. */
  readonly stored: number
  readonly inCloud: number
  readonly aside: number
  readonly kills: number
  /** What isn't where it belongs. Empty: every passing once, with its right owner. */
  readonly faults: readonly string[]
}

const PASSWORD = 'trackside-demo'
const CUT_EVERY_MS = 1500
const TICK_MS = 50
const BORROWED = 'CLBX30402'

/**
 * Sierra times a mass start with its own boxes and one of Valle's: packets torn and glued, passings sent twice, sockets
 * cut, whole backups sent again. Real programs, each in a process of its own, on loopback.
 */
export async function runMassStart(plan: MassStartPlan): Promise<MassStartResult> {
  const folder = mkdtempSync(join(tmpdir(), 'trackside-mass-start-'))
  const cloud = await startTestCloud()
  const network = await startCuttableNetwork(cloud.url)
  const boxes: SimulatedBox[] = []
  const valle = await signInToCloud(cloud.url, 'admin@valle.example', PASSWORD)
  const borrowedId = (await valle.boxes()).get(BORROWED) ?? ''
  const { code, loanId } = await valle.lend(borrowedId)
  const stage: Stage = { plan, folder, cloud, network, boxes, valle, loanId }
  let window: HostWindow | undefined
  try {
    window = await openLaptop(stage)
    await window.call('receive', { text: code })
    const sessions = await startAll(stage, window)
    const played = await playAll(stage, window)
    window = played.window
    await settle(stage)
    return { ...(await compare(stage, sessions)), kills: played.kills }
  } finally {
    await window?.child.end()
    for (const box of boxes) await box.close()
    await network.close()
    await cloud.end()
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Stage {
  readonly plan: MassStartPlan
  readonly folder: string
  readonly cloud: TestCloud
  readonly network: CuttableNetwork
  readonly boxes: SimulatedBox[]
  readonly valle: CloudUser
  readonly loanId: string
}

async function openLaptop({ folder, network }: Stage): Promise<HostWindow> {
  const window = await startHostWindow(folder, network.url)
  await window.call('signIn', { email: 'timer@sierra.example', password: PASSWORD })
  await until(() => window.pushed.some((push) => push.push === 'status' && !push.status.loading), 'the first state')
  return window
}

/** Starts timing on all boxes. @returns the runs, by serial */
async function startAll({ plan, boxes }: Stage, window: HostWindow): Promise<ReadonlyMap<string, string>> {
  const serials = [BORROWED, ...Array.from({ length: plan.boxCount - 1 }, (_, index) => `CLBX${30_201 + index}`)]
  const sessions = new Map<string, string>()
  for (const [index, serial] of serials.entries()) {
    const random = createSeededRandom(plan.seed + index)
    const identity = { serial, alias: '', model: 'CloudBox', firmware: '1', position: { latitude: 40, longitude: -3 } }
    const faults = { ...ROUGH_FAULTS, duplicateRate: 0.05 }
    const box = await startSimulatedBox({ ...identity, port: 0, now: Date.now, random, faults })
    boxes.push(box)
    await until(() => boxIdOn(window, serial) !== undefined, `${serial} on the screen`)
    const address = { host: '127.0.0.1', port: box.port }
    const args = { boxId: boxIdOn(window, serial), address } as CallArgs<'startTiming'>
    const started = await window.call('startTiming', args)
    if (started.status !== 'done') throw new Error(`${serial}: ${started.code}`)
    sessions.set(serial, started.sessionId)
  }
  await until(() => connectedOn(window).size === boxes.length, 'all boxes to be connected')
  return sessions
}

async function playAll(
  stage: Stage,
  first: HostWindow,
): Promise<{ readonly window: HostWindow; readonly kills: number }> {
  const { plan, boxes, network, valle, loanId } = stage
  const random = createSeededRandom(plan.seed)
  const startMs = performance.now()
  const lengthMs = plan.seconds * 1000
  let window = first
  let played = 0
  let nextCutMs = CUT_EVERY_MS
  let nextKillMs = plan.killEveryMs ?? Number.POSITIVE_INFINITY
  let kills = 0
  const due = [
    ...(plan.loanEnds === 'unseen' ? [{ ms: lengthMs * 0.4, run: () => network.cut() }] : []),
    ...(plan.loanEnds === undefined ? [] : [{ ms: lengthMs * 0.5, run: () => valle.give('revokeShare', { loanId }) }]),
    ...(plan.loanEnds === 'unseen' ? [{ ms: lengthMs * 0.75, run: () => network.mend() }] : []),
  ]
  for (;;) {
    const nowMs = performance.now() - startMs
    const target = Math.floor((Math.min(nowMs, lengthMs) / 1000) * plan.ratePerSecond)
    for (; played < target; played += 1) {
      const box = boxes[played % boxes.length]
      box?.record({ epc: `3034257BF7194E40${(played % 50_000).toString(16).toUpperCase().padStart(8, '0')}` })
    }
    if (nowMs >= lengthMs) return { window, kills }
    while (due[0] !== undefined && due[0].ms <= nowMs) await due.shift()?.run()
    if (nowMs >= nextCutMs) {
      const box = boxes[wholeNumber(random, 0, boxes.length - 1)]
      if (random() < 0.2) box?.rewind()
      else box?.cut()
      nextCutMs += CUT_EVERY_MS
    }
    if (nowMs >= nextKillMs) {
      await window.child.end('SIGKILL')
      window = await startHostWindow(stage.folder, network.url)
      kills += 1
      nextKillMs += plan.killEveryMs ?? 0
    }
    await new Promise((resolve) => setTimeout(resolve, TICK_MS))
  }
}

/** Until the laptop has all, by rewinding where need be, and the cloud has what is the laptop's. */
async function settle({ folder, boxes }: Stage): Promise<void> {
  const generated = boxes.reduce((sum, box) => sum + box.backup().length, 0)
  const end = performance.now() + 120_000
  for (;;) {
    const { stored, aside, unsent } = countsIn(folder)
    if (stored + aside === generated && unsent === 0) return
    if (performance.now() > end) return
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
}

async function compare(
  { folder, boxes, cloud, valle }: Stage,
  sessions: ReadonlyMap<string, string>,
): Promise<Omit<MassStartResult, 'kills'>> {
  const faults: string[] = []
  const sierra = await signInToCloud(cloud.url, 'admin@sierra.example', PASSWORD)
  const boxIds = new Map([...(await sierra.boxes()), ...(await valle.boxes())])
  const file = openFile(folder)
  let [generated, stored, inCloud, aside] = [0, 0, 0, 0]
  try {
    for (const box of boxes) {
      const made = new Set(
        box
          .backup()
          .map(({ epc, timestamp, passingNumber }) => `${new Date(timestamp).toISOString()} ${passingNumber} ${epc}`),
      )
      const boxId = boxIds.get(box.serial) ?? ''
      const here = keysIn(file, 'passing', boxId)
      const apart = keysIn(file, 'passing_aside', boxId)
      const there = await sierra.passings(`/v1/boxes/${boxId}/passings`)
      const ofRun = await sierra.passings(`/v1/sessions/${sessions.get(box.serial)}/passings`)
      generated += made.size
      stored += here.size
      aside += apart.size
      inCloud += there.length
      const name = box.serial
      tell(
        faults,
        `${name}: lost on the laptop`,
        [...made].filter((key) => !here.has(key) && !apart.has(key)),
      )
      tell(
        faults,
        `${name}: on the laptop, but never made`,
        [...here, ...apart].filter((key) => !made.has(key)),
      )
      tell(
        faults,
        `${name}: both ours and set aside`,
        [...here].filter((key) => apart.has(key)),
      )
      tell(
        faults,
        `${name}: twice in the cloud`,
        there.filter((key, index) => there.indexOf(key, index + 1) > 0),
      )
      tell(
        faults,
        `${name}: not in the cloud`,
        [...here].filter((key) => !new Set(there).has(key)),
      )
      tell(
        faults,
        `${name}: in the cloud, but not ours`,
        there.filter((key) => !here.has(key)),
      )
      tell(
        faults,
        `${name}: in no run`,
        there.filter((key) => !new Set(ofRun).has(key)),
      )
      if (box.serial !== BORROWED) continue
      tell(faults, 'the owner sees what is the borrower’s', await valle.passings(`/v1/boxes/${boxId}/passings`))
      const learntAt = file.prepare<[string], string>('SELECT at FROM right_end_learnt WHERE session_id = ?').pluck()
      const learnt = learntAt.get(sessions.get(box.serial) ?? '')
      if (learnt === undefined) tell(faults, 'set aside without an end of the right', [...apart])
      else {
        // By the time that counts: the box's clock was measured, not known.
        tell(faults, 'kept although the laptop knew', countedIn(file, 'passing', boxId, ['>=', learnt]))
        tell(faults, 'set aside although it couldn’t know', countedIn(file, 'passing_aside', boxId, ['<', learnt]))
      }
    }
  } finally {
    file.close()
  }
  return { generated, stored, inCloud, aside, faults }
}

function tell(faults: string[], what: string, keys: readonly string[]): void {
  if (keys.length > 0) faults.push(`${what}: ${keys.length}, such as ${keys[0]}`)
}

function openFile(folder: string): Database.Database {
  const [name] = readdirSync(join(folder, 'members')).filter((file) => file.endsWith('.db'))
  if (name === undefined) throw new Error('there is no store')
  return new Database(join(folder, 'members', name), { readonly: true })
}

function keysIn(file: Database.Database, table: 'passing' | 'passing_aside', boxId: string): ReadonlySet<string> {
  const keys = file.prepare<[string], string>(
    `SELECT at || ' ' || number || ' ' || chip FROM ${table} WHERE box_id = ?`,
  )
  return new Set(keys.pluck().all(boxId))
}

function countedIn(
  file: Database.Database,
  table: 'passing' | 'passing_aside',
  boxId: string,
  [order, at]: readonly ['<' | '>=', string],
): readonly string[] {
  const found = file.prepare<[string, string], string>(
    `SELECT counted_at FROM ${table} WHERE box_id = ? AND counted_at ${order} ?`,
  )
  return found.pluck().all(boxId, at)
}

function countsIn(folder: string): { readonly stored: number; readonly aside: number; readonly unsent: number } {
  const file = openFile(folder)
  try {
    const count = (query: string) => file.prepare<[], number>(query).pluck().get() ?? 0
    return {
      stored: count('SELECT count(*) FROM passing'),
      aside: count('SELECT count(*) FROM passing_aside'),
      unsent: count('SELECT count(*) FROM passing WHERE in_cloud = 0'),
    }
  } finally {
    file.close()
  }
}

function boxIdOn({ pushed }: HostWindow, serial: string): string | undefined {
  const changes = pushed.flatMap((push) => (push.push === 'replica' ? push.changes : []))
  return changes.findLast(({ kind, body }) => kind === 'box' && body?.['serial'] === serial)?.id
}

/** The boxes whose passings the laptop gets now. */
function connectedOn({ pushed }: HostWindow): ReadonlySet<string> {
  const links = pushed.flatMap((push) => (push.push === 'links' ? push.links : []))
  return new Set(links.flatMap((link) => (link.state === 'connected' ? [link.boxId] : [])))
}
