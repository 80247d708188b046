import { crc32 } from 'node:zlib'
import { type BoxClock, clockSourceOf } from './box-clock.ts'
import type { Position } from './passing.ts'
import type { Random } from './seeded-random.ts'

/** What changes in a box by itself. */
export interface Vitals {
  readonly chargePercent: number
  readonly charging: boolean
  readonly cpuTemperatureC: number
}

/** The body of `POST /v0/devices/{deviceid}/health`. */
export interface HealthReport {
  readonly batteryPercent: number
  readonly charging: boolean
  readonly voltage: number
  readonly cpuTemperatureC: number
  readonly clockSource: 'NTP' | 'GPS' | 'none'
  readonly network: string
  readonly latitude: number
  readonly longitude: number
  readonly readerPresent: boolean
  readonly status: 'OK' | 'LOW BATTERY'
}

const MS_PER_HOUR = 3_600_000
const DRAIN_PERCENT_PER_HOUR = 8
const CHARGE_PERCENT_PER_HOUR = 40
const PLUGGED_IN_BELOW_PERCENT = 5
const LOW_BELOW_PERCENT = 15
const USUAL_TEMPERATURE_C = 48
const EMPTY_VOLTAGE = 10.5
const FULL_VOLTAGE = 12.6

export function vitalsAt(chargePercent: number): Vitals {
  return { chargePercent, charging: false, cpuTemperatureC: USUAL_TEMPERATURE_C }
}

/** The box, `elapsedMs` later: the battery drains, and somebody plugs it in when it is nearly empty. */
export function vitalsAfter(vitals: Vitals, elapsedMs: number, random: Random): Vitals {
  const hours = Math.max(0, elapsedMs) / MS_PER_HOUR
  const gain = vitals.charging ? CHARGE_PERCENT_PER_HOUR * hours : -DRAIN_PERCENT_PER_HOUR * hours
  const chargePercent = Math.min(100, Math.max(0, vitals.chargePercent + gain))
  const charging = vitals.charging ? chargePercent < 100 : chargePercent < PLUGGED_IN_BELOW_PERCENT
  // It wanders by up to 1.5 °C and is drawn back to the usual, so it stays in what a CPU survives.
  const drift = (random() - 0.5) * 3
  const cpuTemperatureC = vitals.cpuTemperatureC * 0.9 + USUAL_TEMPERATURE_C * 0.1 + drift
  return { chargePercent, charging, cpuTemperatureC }
}

export function healthReport(vitals: Vitals, clock: BoxClock, position: Position): HealthReport {
  const { chargePercent, charging, cpuTemperatureC } = vitals
  return {
    batteryPercent: Math.round(chargePercent),
    charging,
    voltage: roundTo(EMPTY_VOLTAGE + ((FULL_VOLTAGE - EMPTY_VOLTAGE) * chargePercent) / 100, 2),
    cpuTemperatureC: roundTo(cpuTemperatureC, 1),
    clockSource: clockSourceOf(clock),
    network: 'ethernet',
    ...position,
    readerPresent: true,
    status: chargePercent < LOW_BELOW_PERCENT && !charging ? 'LOW BATTERY' : 'OK',
  }
}

/** A place that a box keeps for good, around one inland town: the same for the same serial. */
export function positionOf(serial: string): Position {
  const draw = crc32(serial)
  return {
    latitude: roundTo(37.02 + ((draw & 0xffff) / 0xffff - 0.5) * 0.08, 5),
    longitude: roundTo(-4.56 + ((draw >>> 16) / 0xffff - 0.5) * 0.08, 5),
  }
}

function roundTo(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}
