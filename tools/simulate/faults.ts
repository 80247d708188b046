import { type Random, wholeNumber } from '../box-simulator/seeded-random.ts'
import type { CloudSide } from './cloud-side.ts'
import { operator } from './database.ts'
import type { FieldBoxes } from './field-boxes.ts'
import type { Laptop } from './laptop.ts'
import type { Network, Way } from './network.ts'
import type { Screen } from './screen.ts'
import { setBusy, setDiskFull } from './stand-ins/sqlite.ts'
import { surroundings } from './surroundings.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const YEAR_MS = 365 * DAY_MS

/** What can go wrong, and with what. */
export interface Stage {
  readonly random: Random
  readonly network: Network
  readonly cloud: CloudSide
  readonly boxes: FieldBoxes
  /** Where a copied data folder goes on living. */
  readonly copyOf: (laptop: Laptop) => Laptop
  /** A laptop was ended and is on again: as nothing else happened, with what it showed before. */
  readonly onRestarted: (laptop: Laptop, before: Screen) => void
  /** The cloud has lost what came after its backup. */
  readonly onRestored: () => void
}

type Fault = (stage: Stage, laptop: Laptop) => string | Promise<string>

const WAYS: readonly Way[] = ['good', 'good', 'good', 'good', 'bad', 'bad', 'cut', 'one-way', 'portal']

export const FAULTS: readonly (readonly [weight: number, name: string, fault: Fault])[] = [
  [10, 'network', changeWay],
  [4, 'kill at a step on the disk', killSoon],
  [3, 'kill', killNow],
  [3, 'restart', restart],
  [2, 'disk full', (stage, laptop) => setDisk(stage, laptop)],
  [1, 'database busy', (stage, laptop) => setLock(stage, laptop)],
  [2, 'sleep', sleep],
  [2, 'clock', setClock],
  [2, 'cloud crash', crashCloud],
  [2, 'cloud start', async ({ cloud }) => startCloud(cloud)],
  [0.5, 'cloud backup', backUp],
  [0.7, 'cloud restored', restoreCloud],
  [0.3, 'copied data folder', copyFolder],
  [0.3, 'reinstall', reinstall],
  [2, 'box cut off', ({ boxes }) => boxes.cut()],
  [1, 'days go by', letDaysPass],
]

export async function startCloud(cloud: CloudSide): Promise<string> {
  if (cloud.isUp) return 'up already'
  await cloud.start()
  return 'up'
}

export async function startAgain(laptop: Laptop): Promise<string> {
  if (laptop.isOn) return `${laptop.name} is on already`
  await laptop.start().catch(() => undefined)
  return `${laptop.name} starts`
}

function changeWay({ network, random }: Stage, laptop: Laptop): string {
  const way = WAYS[Math.floor(random() * WAYS.length)] ?? 'good'
  if (laptop.isOn) network.setWay(laptop.name, way)
  return `${laptop.name} ${way}`
}

function killSoon({ random }: Stage, laptop: Laptop): string {
  if (!laptop.isOn) return 'off'
  laptop.program.stepsToLive = wholeNumber(random, 0, 60)
  return `${laptop.name} after ${laptop.program.stepsToLive} steps`
}

function killNow(_: Stage, laptop: Laptop): string {
  laptop.kill()
  return laptop.name
}

async function restart({ onRestarted }: Stage, laptop: Laptop): Promise<string> {
  const before = laptop.isOn ? laptop.screen : undefined
  await laptop.quit()
  await laptop.start().catch(() => undefined)
  if (before !== undefined) onRestarted(laptop, before)
  return laptop.name
}

function setDisk({ random }: Stage, laptop: Laptop): string {
  if (!laptop.isOn) return 'off'
  const isFull = random() < 0.5
  setDiskFull(laptop.program, isFull)
  return `${laptop.name} ${isFull ? 'full' : 'has room'}`
}

function setLock({ random }: Stage, laptop: Laptop): string {
  if (!laptop.isOn) return 'off'
  const isBusy = random() < 0.3
  setBusy(laptop.program, isBusy)
  return `${laptop.name} ${isBusy ? 'busy' : 'free'}`
}

function sleep({ random }: Stage, laptop: Laptop): string {
  // When it wakes up is settled.
  if (laptop.isAsleep) return 'asleep already'
  const ms = random() < 0.8 ? wholeNumber(random, 1, 60) * 1000 : wholeNumber(random, 1, 6) * DAY_MS
  const toldAfterMs = random() < 0.7 ? wholeNumber(random, 0, 3000) : undefined
  const countsForTimers = random() < 0.5
  laptop.sleep({ ms, countsForTimers, toldAfterMs })
  const told = toldAfterMs === undefined ? 'not told of it' : `told after ${toldAfterMs} ms`
  return `${laptop.name} for ${ms / 1000} s, ${countsForTimers ? 'timers overdue' : 'timers late'}, ${told}`
}

function setClock({ random }: Stage, laptop: Laptop): string {
  const offsets = [0, 0, HOUR_MS, -HOUR_MS, 10 * YEAR_MS, -10 * YEAR_MS, -5000, DAY_MS]
  laptop.clockOffsetMs = offsets[Math.floor(random() * offsets.length)] ?? 0
  return `${laptop.name} ${laptop.clockOffsetMs / 1000} s`
}

function crashCloud({ cloud, random }: Stage): string {
  if (!cloud.isUp) return 'down already'
  const chance = random()
  if (chance < 0.4) {
    cloud.crashAtCommit = 'before'
    return 'before the next commit'
  }
  if (chance < 0.8) {
    cloud.crashAtCommit = 'after'
    return 'after the next commit'
  }
  cloud.crash()
  return 'now'
}

async function backUp(): Promise<string> {
  await operator.backUp()
  return 'made'
}

async function restoreCloud({ cloud, onRestored }: Stage): Promise<string> {
  cloud.crash()
  const isRestored = await operator.restore()
  if (isRestored) onRestored()
  await cloud.start()
  return isRestored ? 'restored' : 'no backup: started again'
}

/** Two computers go on from the same files. */
async function copyFolder({ copyOf }: Stage, laptop: Laptop): Promise<string> {
  await laptop.quit()
  const copy = copyOf(laptop)
  copy.kill()
  laptop.copyTo(copy)
  await laptop.start().catch(() => undefined)
  await copy.start().catch(() => undefined)
  return `${laptop.name} to ${copy.name}`
}

function reinstall(_: Stage, laptop: Laptop): string {
  laptop.wipe()
  return laptop.name
}

function letDaysPass({ random }: Stage): string {
  const hours = wholeNumber(random, 1, 60)
  surroundings().clockwork.leap(hours * HOUR_MS)
  return `${hours} h`
}
