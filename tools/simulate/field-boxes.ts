import type { Address } from '../../shared/desktop-live.ts'
import { createSeededRandom, type Random, seedFor, wholeNumber } from '../box-simulator/seeded-random.ts'
import { type SimulatedBox, startSimulatedBox } from '../box-simulator/simulated-box.ts'
import { Program, running } from './program.ts'
import { surroundings } from './surroundings.ts'

/** The boxes themselves: each goes on reading chips, whoever uses it and whether anybody listens. */
export class FieldBoxes {
  readonly #random: Random
  readonly #boxes = new Map<string, Promise<SimulatedBox>>()
  readonly #started: SimulatedBox[] = []

  constructor(random: Random) {
    this.#random = random
  }

  /** Where the box of that serial is reached; it is switched on where it isn't yet. */
  async addressOf(serial: string, ownerId: string): Promise<Address> {
    const key = `${ownerId} ${serial}`
    const box = this.#boxes.get(key) ?? this.#switchOn(serial, key)
    this.#boxes.set(key, box)
    return { host: '127.0.0.1', port: (await box).port }
  }

  isOn(serial: string, ownerId: string): boolean {
    return this.#boxes.has(`${ownerId} ${serial}`)
  }

  /** All that the box has kept. */
  async backupOf(serial: string, ownerId: string): Promise<ReturnType<SimulatedBox['backup']>> {
    return (await this.#boxes.get(`${ownerId} ${serial}`))?.backup() ?? []
  }

  get areOn(): boolean {
    return this.#started.length > 0
  }

  /** Some chips pass some box. */
  read(): string {
    const box = this.#started[wholeNumber(this.#random, 0, this.#started.length - 1)]
    if (box === undefined) return 'no box is on'
    const count = wholeNumber(this.#random, 1, 5)
    for (let index = 0; index < count; index += 1) {
      box.record({ epc: `E280${String(wholeNumber(this.#random, 1, 500)).padStart(20, '0')}` })
    }
    return `${box.serial} read ${count}`
  }

  /** A cable is pulled. */
  cut(): string {
    const box = this.#started[wholeNumber(this.#random, 0, this.#started.length - 1)]
    box?.cut()
    return `${box?.serial ?? 'no box'} is cut off`
  }

  async #switchOn(serial: string, key: string): Promise<SimulatedBox> {
    const { seed, clockwork } = surroundings()
    const box = await running.run(new Program(`box ${key}`, seed), () =>
      startSimulatedBox({
        ...{ serial, alias: '', model: 'CloudBox', firmware: '1.0', position: { latitude: 40.4, longitude: -3.7 } },
        ...{ port: 0, now: () => clockwork.nowMs, random: createSeededRandom(seedFor(key, seed)) },
      }),
    )
    this.#started.push(box)
    return box
  }
}
