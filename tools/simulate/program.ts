import { AsyncLocalStorage } from 'node:async_hooks'
import { createSeededRandom, type Random, seedFor } from '../box-simulator/seeded-random.ts'

/** Thrown where a killed program would go on; nobody hears of it. */
export class Killed extends Error {
  override readonly name = 'Killed'
}

/** What runs as a program of its own: a laptop's core, the cloud, a box. Once killed, nothing of it happens any more. */
export class Program {
  readonly name: string
  /** Where it runs, again and again. */
  readonly computer: string
  readonly random: Random
  /** Its computer sleeps until then: nothing happens on it before. */
  asleepUntilMs = 0
  /** How many more of its steps on the disk it makes before it is killed. */
  stepsToLive = Number.POSITIVE_INFINITY
  /** How many it has made. */
  stepsMade = 0
  #isAlive = true
  readonly #atEnd: (() => void)[] = []

  constructor(name: string, seed: number, computer = name) {
    this.name = name
    this.computer = computer
    this.random = createSeededRandom(seedFor(name, seed))
  }

  get isAlive(): boolean {
    return this.#isAlive
  }

  kill(): void {
    if (!this.#isAlive) return
    this.#isAlive = false
    for (const end of this.#atEnd) end()
  }

  /** What the operating system does when the program is gone. */
  atEnd(end: () => void): void {
    this.#atEnd.push(end)
  }

  /**
   * To be passed at every step that leaves something on the disk: here it may be killed.
   * @throws Killed
   */
  passStep(): void {
    if (this.#isAlive && this.stepsToLive <= 0) this.kill()
    if (!this.#isAlive) throw new Killed(`${this.name} was killed`)
    this.stepsToLive -= 1
    this.stepsMade += 1
  }
}

/** The program whose code runs now. */
export const running = new AsyncLocalStorage<Program>()
