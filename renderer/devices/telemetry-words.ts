import type { Telemetry } from '../../shared/cloud-api.ts'
import { hasLowBattery } from '../../shared/rules/battery.ts'
import type { Say } from '../words/say.tsx'
import type { BatterySpan } from './battery-line.ts'

/** What a box said of itself, as names and values; what it didn't say is left out by the list. */
export function telemetryFacts(
  say: Say,
  telemetry: Telemetry,
): readonly (readonly [name: string, value: string | undefined])[] {
  const { t } = say
  const { cpuTemperatureC: celsius, clockSource, readerPresent, voltage, network, status } = telemetry
  return [
    [t('box.battery'), batteryWords(t, telemetry)],
    [t('box.voltage'), voltage === undefined ? undefined : t('box.volts', { volts: decimal(say, voltage) })],
    [t('box.temperature'), celsius === undefined ? undefined : t('box.celsius', { celsius: Math.round(celsius) })],
    [t('box.clock'), clockSource && (clockSource === 'none' ? t('box.clockNone') : clockSource)],
    [
      t('box.reader'),
      readerPresent === undefined ? undefined : t(readerPresent ? 'box.readerThere' : 'box.readerGone'),
    ],
    [t('box.network'), network || undefined],
    [t('box.status'), status || undefined],
  ]
}

/** `40.41678, -3.70379`: as maps take it; five decimals are a metre. */
export function positionText({ latitude, longitude }: Telemetry): string | undefined {
  if (latitude === undefined || longitude === undefined) return undefined
  return `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`
}

/** The line of the last day, told; its lowest only where that isn't one of its ends. */
export function batteryDayWords({ t, time, now }: Say, { first, lowest, last }: BatterySpan): string {
  const ends = {
    first: Math.round(first.percent),
    firstAt: time.past(first.at, now),
    last: Math.round(last.percent),
    lastAt: time.past(last.at, now),
  }
  if (lowest.percent >= Math.min(first.percent, last.percent)) return t('box.batteryDay', ends)
  return t('box.batteryDayLowest', {
    ...ends,
    lowest: Math.round(lowest.percent),
    lowestAt: time.past(lowest.at, now),
  })
}

function batteryWords(t: Say['t'], telemetry: Telemetry): string | undefined {
  const { batteryPercent, charging } = telemetry
  if (batteryPercent === undefined) return charging ? t('box.charging') : undefined
  const percent = Math.round(batteryPercent)
  if (charging) return t('box.batteryCharging', { percent })
  const battery = t('devices.percent', { percent })
  return hasLowBattery(telemetry) ? t('devices.low', { battery }) : battery
}

function decimal({ locale }: Say, value: number): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(value)
}
