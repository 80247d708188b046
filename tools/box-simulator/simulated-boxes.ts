import type { BoxEntry } from './box-list.ts'
import { positionOf } from './health-model.ts'
import { type HealthReporter, type HealthState, startHealthReporter } from './health-reporter.ts'
import type { PacketFaults } from './packet-faults.ts'
import { laps } from './passing-generator.ts'
import { type PassingPlayer, playPassings } from './passing-player.ts'
import { createSeededRandom, seedFor } from './seeded-random.ts'
import { type SimulatedBox, startSimulatedBox } from './simulated-box.ts'

export interface SimulatedBoxesOptions {
  readonly now: () => number
  /** The same seed, the same passings and the same faults. */
  readonly seed: number
  /** Passings a second and box; 0: none by themselves. */
  readonly ratePerSecond: number
  readonly faults?: PacketFaults
  readonly healthIntervalMs?: number
  readonly onHealth?: (serial: string, state: HealthState) => void
}

export interface SimulatedBoxes {
  readonly boxes: readonly SimulatedBox[]
  readonly close: () => Promise<void>
}

interface RunningBox {
  readonly box: SimulatedBox
  readonly player: PassingPlayer | undefined
  readonly reporter: HealthReporter | undefined
}

const FIRMWARE = '2.4.1'
const CHIP_COUNT = 200

/** Starts all of the list, with passings and health, or none: rejects where a port can't be had. */
export async function startSimulatedBoxes(
  list: readonly BoxEntry[],
  options: SimulatedBoxesOptions,
): Promise<SimulatedBoxes> {
  const started = await Promise.allSettled(list.map((entry) => startOne(entry, options)))
  const running = started.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []))

  async function close(): Promise<void> {
    await Promise.all(running.map(stopOne))
  }

  const failed = started.find((outcome) => outcome.status === 'rejected')
  if (failed !== undefined) {
    await close()
    throw failed.reason
  }
  return { boxes: running.map(({ box }) => box), close }
}

async function startOne(entry: BoxEntry, options: SimulatedBoxesOptions): Promise<RunningBox> {
  const { now, ratePerSecond, faults } = options
  const random = createSeededRandom(seedFor(entry.serial, options.seed))
  const { serial, alias, model, port } = entry
  const box = await startSimulatedBox({
    serial,
    alias,
    model,
    firmware: FIRMWARE,
    position: positionOf(serial),
    port,
    now,
    random: createSeededRandom(random() * 2 ** 32),
    ...(faults === undefined ? {} : { faults }),
  })
  const field = { chipCount: CHIP_COUNT, ratePerSecond, startAtMs: 0, random: createSeededRandom(random() * 2 ** 32) }
  const player = ratePerSecond > 0 ? playPassings(laps(field), box.record, now) : undefined
  return { box, player, reporter: startReporter(entry, box, options) }
}

function startReporter(entry: BoxEntry, box: SimulatedBox, options: SimulatedBoxesOptions): HealthReporter | undefined {
  const { serial, alias, model, cloudUrl, apiKey, deviceId, batteryPercent } = entry
  const { now, seed, healthIntervalMs, onHealth } = options
  if (cloudUrl === undefined || apiKey === undefined) return undefined
  return startHealthReporter({
    access: { cloudUrl, apiKey },
    device: { serial, alias, model, firmware: FIRMWARE },
    ...(deviceId === undefined ? {} : { deviceId }),
    position: positionOf(serial),
    clock: box.clock,
    batteryPercent,
    now,
    random: createSeededRandom(seedFor(`${serial} health`, seed)),
    ...(healthIntervalMs === undefined ? {} : { intervalMs: healthIntervalMs }),
    ...(onHealth === undefined ? {} : { onState: (state) => onHealth(serial, state) }),
  })
}

async function stopOne({ box, player, reporter }: RunningBox): Promise<void> {
  player?.stop()
  await Promise.all([box.close(), reporter?.stop()])
}
