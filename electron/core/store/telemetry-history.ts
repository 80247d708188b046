import type Database from 'better-sqlite3'

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

  return {
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
