import { onTestFinished } from 'vitest'
import { createSeededRandom } from '../../../tools/box-simulator/seeded-random.ts'
import {
  type SimulatedBox,
  type SimulatedBoxOptions,
  startSimulatedBox,
} from '../../../tools/box-simulator/simulated-box.ts'

export const NOON_MS = Date.parse('2026-06-07T12:00:00.000Z')

/** A box for the length of one test; it is always noon there, unless said otherwise. */
export async function aBox(options: Partial<SimulatedBoxOptions> = {}): Promise<SimulatedBox> {
  const box = await startSimulatedBox({
    serial: 'CLBX30201',
    alias: 'Línea de salida ñ €',
    model: 'CloudBox',
    firmware: '2.4.1',
    position: { latitude: 37.02, longitude: -4.56 },
    port: 0,
    now: () => NOON_MS,
    random: createSeededRandom(1),
    ...options,
  })
  onTestFinished(box.close)
  return box
}
