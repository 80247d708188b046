import type Database from 'better-sqlite3'
import type { Telemetry } from '../../../shared/cloud-api.ts'
import { timePlus } from '../../../shared/records/scalars.ts'

const EACH_MS = 5 * 60_000
const KEEP_MS = 24 * 3_600_000

interface Row {
  readonly at: string
  readonly batteryPercent: number | null
  readonly cpuTemperatureC: number | null
}

export interface PastTelemetry {
  readonly at: string
  readonly batteryPercent?: number
  readonly cpuTemperatureC?: number
}

export type TelemetryHistory = ReturnType<typeof telemetryHistory>

/** What boxes said of themselves before now. */
export function telemetryHistory(database: Database.Database) {
  const since = database.prepare<[string, string], Row>(`
    SELECT at, battery_percent AS batteryPercent, cpu_temperature_c AS cpuTemperatureC FROM telemetry_history
    WHERE box_id = ? AND at >= ? ORDER BY at`)

  const add = database.prepare(`
    INSERT OR IGNORE INTO telemetry_history (box_id, at, battery_percent, cpu_temperature_c) SELECT ?, ?, ?, ?
    WHERE NOT EXISTS (SELECT 1 FROM telemetry_history WHERE box_id = ? AND at > ?)`)
  const forget = database.prepare('DELETE FROM telemetry_history WHERE box_id = ? AND at < ?')

  return {
    /** Keeps one value in five minutes, for a day. */
    add({ boxId, receivedAt, batteryPercent, cpuTemperatureC }: Telemetry): void {
      const values = [batteryPercent ?? null, cpuTemperatureC ?? null]
      add.run(boxId, receivedAt, ...values, boxId, timePlus(receivedAt, -EACH_MS))
      forget.run(boxId, timePlus(receivedAt, -KEEP_MS))
    },

    /** Oldest first. */
    since(boxId: string, at: string): readonly PastTelemetry[] {
      return since.all(boxId, at).map(({ at, batteryPercent, cpuTemperatureC }) => ({
        at,
        ...(batteryPercent === null ? {} : { batteryPercent }),
        ...(cpuTemperatureC === null ? {} : { cpuTemperatureC }),
      }))
    },
  }
}
