import { onTestFinished } from 'vitest'
import { createSeededRandom } from '../../tools/box-simulator/seeded-random.ts'
import { type SimulatedBox, startSimulatedBox } from '../../tools/box-simulator/simulated-box.ts'
import type { FieldLaptop } from './field-laptop.ts'
import type { TestWindow } from './test-window.ts'

/** A box on loopback with that serial, ended with the test. */
export async function timedBox(serial: string, now: () => number = Date.now): Promise<SimulatedBox> {
  const box = await startSimulatedBox({
    ...{ serial, alias: '', model: 'CloudBox', firmware: '1.0', position: { latitude: 40.4, longitude: -3.7 } },
    ...{ port: 0, now, random: createSeededRandom(7) },
  })
  onTestFinished(() => box.close())
  return box
}

/** So many chips pass the box. */
export function pass(box: SimulatedBox, count: number): void {
  for (let index = 0; index < count; index += 1) {
    box.record({ epc: `E280${String(box.backup().length).padStart(20, '0')}` })
  }
}

/** Starts a run and connects to the box. @returns the run's id */
export async function startTiming(window: TestWindow, boxId: string, box: SimulatedBox): Promise<string> {
  const address = { host: '127.0.0.1', port: box.port }
  const started = await window.call('startTiming', { boxId, address })
  if (started.status !== 'done') throw new Error(`refused: ${started.code}`)
  await window.until(() => window.link(boxId)?.state === 'connected', 'the connection to the box')
  return started.sessionId
}

/** Until that many of a run's passings are on the laptop, and that many of them in the cloud. */
export async function untilCounted(window: TestWindow, sessionId: string, count: number, inCloud?: number) {
  return await window.until(
    () => {
      const live = window.live(sessionId)
      const isThere = live?.count === count && (inCloud === undefined || live.inCloud === inCloud)
      return isThere && live
    },
    `${count} passings, ${inCloud ?? 'any'} in the cloud`,
  )
}

/** Puts the box on the laptop's first event, so that runs on it are of that event. */
export async function putOnEvent({ window, box }: FieldLaptop, serial: string): Promise<string> {
  const [event] = window.all('event')
  const boxId = box(serial).id
  const given = await window.give('assignBox', { boxId, eventId: event?.id })
  if (given.status !== 'done') throw new Error('not put on the event')
  return event?.id ?? ''
}
