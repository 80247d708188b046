import { BUILT_IN_ROLES } from '../../../shared/permissions.ts'
import type { Answered, Asked } from '../cloud-side.ts'
import type { Laptop } from '../laptop.ts'
import { Killed } from '../program.ts'
import type { Screen } from '../screen.ts'
import type { Query } from '../stand-ins/pglite.ts'
import { checkUse } from './assignments.ts'
import { CommitChecks } from './commits.ts'
import { checkFeeds } from './feeds.ts'
import { must } from './invariants.ts'
import { OutboxChecks } from './outboxes.ts'
import { OutcomeChecks } from './outcomes.ts'
import { checkCloudPassings, checkSentPassings } from './passings.ts'
import { RightChecks } from './rights.ts'
import { checkRestarted, checkScreen } from './screens.ts'
import { checkConfirmed, checkDrained, Stores } from './stores.ts'
import { readTruth } from './truth.ts'
import { type Waking, WakingChecks } from './wakings.ts'

/** All that is looked at. What is broken where nobody can be told of it is told by the next `throwBroken`. */
export class Checks {
  readonly #query: Query
  readonly #outcomes = new OutcomeChecks()
  readonly #outboxes = new OutboxChecks(this.#outcomes)
  readonly #rights = new RightChecks(
    (id) => this.#outcomes.typeOf(id),
    new Map(BUILT_IN_ROLES.map(({ id, permissions }) => [id, permissions])),
  )
  readonly #commits = new CommitChecks()
  readonly #stores = new Stores()
  readonly #wakings = new WakingChecks()
  #broken: unknown

  constructor(query: Query) {
    this.#query = query
  }

  /** Commands that people took back. */
  get discarded(): Set<string> {
    return this.#outcomes.discarded
  }

  /** The types of the commands that the cloud did. */
  accepted(): readonly string[] {
    return this.#outcomes.accepted()
  }

  /** The organisation has from now on at most so many boxes. */
  allow(organisationId: string, allowance: number): void {
    this.#commits.allow(organisationId, allowance)
  }

  asked(asked: Asked): void {
    this.#outcomes.asked(asked)
  }

  answered(asked: Asked, answer: Answered): void {
    this.#note(() => this.#outcomes.answered(asked, answer))
  }

  async atCommit(query: Query): Promise<void> {
    try {
      await this.#commits.look(query)
      await this.#rights.look(query)
    } catch (error) {
      this.stray(error)
    }
  }

  /** The cloud has lost what came after its backup. */
  restored(): void {
    this.#outcomes.forget()
    this.#commits.forget()
    this.#rights.forget()
  }

  /** A laptop was ended, and is on again. */
  restarted(laptop: Laptop, before: Screen): void {
    this.#note(() => checkRestarted(laptop, before))
  }

  /** Something failed that nobody waited for. */
  readonly stray = (error: unknown): void => {
    if (!(error instanceof Killed)) this.#broken ??= error
  }

  cloudError(line: string): void {
    this.#note(() => must(false, 'fault', () => `the cloud says: ${line}`))
  }

  toldOfWaking(waking: Waking): void {
    this.#wakings.told(waking)
  }

  laptopError(laptop: Laptop, message: string, error: unknown): void {
    const stack = error instanceof Error ? error.stack : String(error)
    this.#note(() => must(!laptop.isOn || isExpected(error), 'fault', () => `${laptop.name}: ${message}: ${stack}`))
  }

  /** @throws Broken, or what failed */
  throwBroken(): void {
    if (this.#broken !== undefined) throw this.#broken
  }

  /** @param isThorough also what changes what happens next, or takes longer */
  async look(laptops: readonly Laptop[], nowMs: number, isThorough: boolean): Promise<void> {
    this.throwBroken()
    this.#wakings.look(nowMs)
    const truth = await readTruth(this.#query)
    checkFeeds(truth)
    checkUse(truth, nowMs)
    const stores = this.#stores.of(laptops)
    for (const store of stores) checkConfirmed(store, truth)
    this.#outboxes.look(stores, truth.decided)
    if (isThorough) {
      for (const laptop of laptops) checkScreen(laptop)
      await checkCloudPassings(this.#query)
    }
    this.throwBroken()
  }

  /** When faults have stopped: nobody has to do anything for a laptop to find its way back to the cloud. */
  lookWhoIsBack(laptops: readonly Laptop[]): void {
    for (const { name, screen } of laptops) {
      const { identity, connection } = screen.status ?? {}
      must(identity === undefined || connection !== 'offline', 'converged', () => `${name} is offline`)
    }
  }

  /**
   * When faults have stopped and everything had time to come to rest. What contact alone tells may be on its way just
   * then: a few seconds later all have it, or never will.
   */
  async lookAtRest(laptops: readonly Laptop[], pass: (ms: number) => Promise<void>): Promise<void> {
    for (let looks = 1; ; looks += 1) {
      try {
        return await this.#lookAtRest(laptops)
      } catch (error) {
        if (looks === MOST_LOOKS) throw error
      }
      await pass(1000)
    }
  }

  async #lookAtRest(laptops: readonly Laptop[]): Promise<void> {
    const stores = this.#stores.of(laptops)
    const truth = await readTruth(this.#query)
    const atWork = new Map(laptops.map(({ name, screen }) => [name, screen.status?.identity?.member.id]))
    for (const store of stores) checkDrained(store, truth, atWork.get(store.laptop))
    await checkSentPassings(this.#query, stores, truth)
    this.#outboxes.checkVisible(stores)
  }

  #note(check: () => void): void {
    try {
      check()
    } catch (error) {
      this.stray(error)
    }
  }
}

/** Of a story that has come to rest. */
const MOST_LOOKS = 5
const CODES = new Set(['SQLITE_FULL', 'SQLITE_BUSY'])

/** What the faults bring about may be in a laptop's log; nothing else. */
function isExpected(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  return error instanceof Killed || CODES.has(code)
}
