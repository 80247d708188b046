import type { BoxEntry } from './box-list.ts'
import type { DeviceApiAccess } from './device-api.ts'
import { createDeviceBinding, type DeviceBinding } from './device-binding.ts'
import { positionOf } from './health-model.ts'
import { type HealthReporter, type HealthState, startHealthReporter } from './health-reporter.ts'
import type { PacketFaults } from './packet-faults.ts'
import { type ForwardingState, type PassingForwarder, startPassingForwarder } from './passing-forwarder.ts'
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
  /** Between two looks for a timing run, two sendings, and before the first try after a failure. */
  readonly sendingIntervalMs?: number
  readonly onHealth?: (serial: string, state: HealthState) => void
  readonly onSending?: (serial: string, state: ForwardingState) => void
}

export interface SimulatedBoxes {
  readonly boxes: readonly SimulatedBox[]
  readonly close: () => Promise<void>
}

interface RunningBox {
  readonly box: SimulatedBox
  readonly player: PassingPlayer | undefined
  readonly cloud: CloudSide | undefined
}

/** What a box does by itself where it has a cloud. */
interface CloudSide {
  readonly reporter: HealthReporter
  readonly forwarder: PassingForwarder | undefined
}

interface CloudLink {
  readonly access: DeviceApiAccess
  readonly binding: DeviceBinding
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
  return { box, player, cloud: startCloudSide(entry, box, options) }
}

function startCloudSide(entry: BoxEntry, box: SimulatedBox, options: SimulatedBoxesOptions): CloudSide | undefined {
  const { serial, alias, model, cloudUrl, apiKey, deviceId, sendsPassings } = entry
  if (cloudUrl === undefined || apiKey === undefined) return undefined
  const access = { cloudUrl, apiKey }
  const link = { access, binding: createDeviceBinding(access, { serial, alias, model, firmware: FIRMWARE }, deviceId) }
  return {
    reporter: startReporter(entry, box, link, options),
    forwarder: sendsPassings ? startForwarder(box, link, options) : undefined,
  }
}

function startReporter(
  { serial, batteryPercent }: BoxEntry,
  box: SimulatedBox,
  link: CloudLink,
  { now, seed, healthIntervalMs, onHealth }: SimulatedBoxesOptions,
): HealthReporter {
  return startHealthReporter({
    ...link,
    position: positionOf(serial),
    clock: box.clock,
    batteryPercent,
    now,
    random: createSeededRandom(seedFor(`${serial} health`, seed)),
    ...(healthIntervalMs === undefined ? {} : { intervalMs: healthIntervalMs }),
    ...(onHealth === undefined ? {} : { onState: (state) => onHealth(serial, state) }),
  })
}

function startForwarder(
  { serial, backup, clock }: SimulatedBox,
  link: CloudLink,
  { seed, sendingIntervalMs, onSending }: SimulatedBoxesOptions,
): PassingForwarder {
  return startPassingForwarder({
    ...link,
    backup,
    clock,
    random: createSeededRandom(seedFor(`${serial} passings`, seed)),
    ...(sendingIntervalMs === undefined
      ? {}
      : { intervalMs: sendingIntervalMs, idleIntervalMs: sendingIntervalMs, firstRetryMs: sendingIntervalMs }),
    ...(onSending === undefined ? {} : { onState: (state) => onSending(serial, state) }),
  })
}

async function stopOne({ box, player, cloud }: RunningBox): Promise<void> {
  player?.stop()
  await Promise.all([box.close(), cloud?.reporter.stop(), cloud?.forwarder?.stop()])
}
