import { expect, it, onTestFinished } from 'vitest'
import { takeTelemetry } from '../../../../electron/core/sync/intake.ts'
import { timePlus } from '../../../../shared/records/scalars.ts'
import { put, sierraBox } from '../../../support/sample-records.ts'
import { openSierraDesk } from '../../../support/test-desk.ts'
import { testFolder } from '../../../support/test-folder.ts'
import { BOX_1, BOX_2, NOW } from './a-field.ts'

const MINUTE_MS = 60_000

function openDesk() {
  const test = openSierraDesk(testFolder(), [put('box', sierraBox(1)), put('box', sierraBox(2))], NOW)
  onTestFinished(() => test.close())
  return test
}

it('[F1] of what a box says of itself, one value in five minutes is kept, for a day', () => {
  const { desk, store } = openDesk()
  for (let minute = 0; minute <= 26 * 60; minute += minute < 60 ? 1 : 5) {
    const receivedAt = timePlus(NOW, minute * MINUTE_MS)
    takeTelemetry(desk, [{ boxId: BOX_1, receivedAt, batteryPercent: 90 - minute / 60, cpuTemperatureC: 40 }])
  }
  takeTelemetry(desk, [{ boxId: BOX_2, receivedAt: NOW }])
  const kept = store.telemetryHistory.since(BOX_1, NOW)
  expect(kept).toHaveLength((24 * 60) / 5 + 1)
  expect(kept[0]).toEqual({ at: timePlus(NOW, 2 * 60 * MINUTE_MS), batteryPercent: 88, cpuTemperatureC: 40 })
  expect(kept.at(-1)?.at).toBe(timePlus(NOW, 26 * 60 * MINUTE_MS))
  expect(store.telemetryHistory.since(BOX_2, NOW)).toEqual([{ at: NOW }])
})

it('[L9] it goes with the access to the box', () => {
  const test = openDesk()
  takeTelemetry(test.desk, [{ boxId: BOX_1, receivedAt: NOW, batteryPercent: 80 }])
  test.receive([{ kind: 'box', id: BOX_1, body: null }])
  expect(test.store.telemetryHistory.since(BOX_1, '')).toEqual([])
})
