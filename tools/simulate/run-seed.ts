import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BUILT_IN_ROLES } from '../../shared/permissions.ts'
import { createSeededRandom, type Random, seedFor } from '../box-simulator/seeded-random.ts'
import { Checks } from './checks/checks.ts'
import { Broken } from './checks/invariants.ts'
import { Choices, Heard, pickWeighted } from './choices.ts'
import { Clockwork, type Pace } from './clockwork.ts'
import { CloudSide } from './cloud-side.ts'
import { emptyDatabase, setPlan } from './database.ts'
import { DEEDS, type Person, signInSomehow } from './deeds.ts'
import { FAULTS, type Stage, startAgain, startCloud } from './faults.ts'
import { FieldBoxes } from './field-boxes.ts'
import { Laptop } from './laptop.ts'
import { Network } from './network.ts'
import type { Program } from './program.ts'
import { PASSWORD, PLANS, START_MS, scene } from './scene.ts'
import type { OnlyKill, SeedResult } from './seed-result.ts'
import { query } from './stand-ins/pglite.ts'
import { surround } from './surroundings.ts'
import { Trace } from './trace.ts'

/** Long enough for every pause after a failure to be over, and for what then has to be sent. */
const REST_MS = 60_000
const ANSWER_MS = 30_000
const MOST_TRIES = 5
const TRACE_LINES = 2000
/** Waiting for a disk would be most of the time. */
const MEMORY_DISK = '/dev/shm'

/** One run: people at work, faults among them, and at the end peace. */
export async function runSeed(
  seed: number,
  steps: number,
  { only, pace = 'quick' }: { readonly only?: OnlyKill; readonly pace?: Pace } = {},
): Promise<SeedResult> {
  const run = new Run(seed, only, pace)
  let broken: SeedResult['broken']
  try {
    await run.begin()
    run.sweep()
    for (let step = 1; step <= steps; step += 1) await run.step(step)
    await run.rest()
  } catch (error) {
    const invariant = error instanceof Broken ? error.invariant : 'fault'
    broken = { invariant, what: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  } finally {
    await run.end()
  }
  const { trace } = run
  const story = { seed, hash: trace.digest(), latest: trace.latest(), ...run.told() }
  return broken === undefined ? story : { ...story, broken }
}

class Run {
  readonly trace = new Trace(TRACE_LINES)
  readonly #clockwork: Clockwork
  readonly #checks = new Checks(query)
  readonly #heard = new Heard()
  readonly #laptops: Laptop[] = []
  readonly #emails: string[] = []
  readonly #only: OnlyKill | undefined
  #boundaries: number | undefined
  #swept: { readonly program: Program; readonly before: number } | undefined
  readonly #random: Random
  readonly #folder: string
  readonly #boxes: FieldBoxes
  readonly #network: Network
  readonly #cloud: CloudSide

  constructor(seed: number, only: OnlyKill | undefined, pace: Pace) {
    this.#only = only
    this.#clockwork = new Clockwork(START_MS, pace)
    surround({ seed, clockwork: this.#clockwork })
    this.#random = createSeededRandom(seedFor('world', seed))
    this.#folder = join(existsSync(MEMORY_DISK) ? MEMORY_DISK : tmpdir(), `trackside-simulation-${process.pid}-${seed}`)
    this.#boxes = new FieldBoxes(createSeededRandom(seedFor('boxes', seed)))
    const checks = this.#checks
    this.#cloud = new CloudSide({
      atCommit: (look) => checks.atCommit(look),
      onDeath: () => this.#network.cutAll(),
      onError: (line) => checks.cloudError(line),
    })
    this.#network = new Network({
      ...{ cloud: this.#cloud, random: createSeededRandom(seedFor('network', seed)), trace: this.trace },
      ...{ asked: (asked) => checks.asked(asked), answered: (asked, answer) => checks.answered(asked, answer) },
    })
  }

  told(): Pick<SeedResult, 'accepted' | 'boundaries'> {
    return { accepted: this.#checks.accepted(), boundaries: this.#madeSteps() }
  }

  /** Three organisations of different plans, and one to three laptops on which nobody has signed in yet. */
  async begin(): Promise<void> {
    process.on('unhandledRejection', this.#checks.stray)
    process.on('uncaughtException', this.#checks.stray)
    rmSync(this.#folder, { recursive: true, force: true })
    mkdirSync(this.#folder, { recursive: true })
    await emptyDatabase()
    await this.#cloud.start()
    for (const plan of PLANS) {
      const { organisationName, email, allowance } = plan
      const laptop = this.#newLaptop(organisationName)
      await laptop.start()
      this.#emails.push(email)
      await this.#wait(laptop.call('signUp', { organisationName, name: 'Ada', email, password: PASSWORD }))
      const id = laptop.screen.status?.identity?.organisation.id ?? ''
      await setPlan(id, plan)
      if (allowance !== null) this.#checks.allow(id, allowance)
      await this.#pass(2000)
      const { commands, timedBox } = scene(this.#choices(laptop))
      await this.#wait(laptop.call('give', { commands }))
      const start = async () => {
        const address = await this.#boxes.addressOf(timedBox.serial, id)
        return await laptop.call('startTiming', { boxId: timedBox.boxId as never, address })
      }
      await this.#wait(start())
    }
    const others = 1 + Math.floor(this.#random() * 3)
    for (let index = 1; index <= others; index += 1) {
      const laptop = this.#newLaptop(`Laptop ${index}`)
      await laptop.start()
      if (this.#random() < 0.5) continue
      await this.#join(laptop, index)
      if (this.#random() < 0.7) await this.#demote(laptop, index)
    }
    if (this.#random() < 0.3) this.#network.makeOld(PLANS[1].organisationName)
    await this.#pass(5000)
    this.#checks.throwBroken()
  }

  /** A colleague, who times or administers as well, at a laptop of their own. */
  async #join(laptop: Laptop, index: number): Promise<void> {
    const [host, email] = [this.#laptops[index % PLANS.length], `colleague${index}@example.org`]
    const roleId = BUILT_IN_ROLES[index % 2]?.id ?? ''
    if (host === undefined) return
    const invited = await this.#wait(host.call('invite', { email, roleId: roleId as never }))
    if (typeof invited === 'string' || invited.status !== 'done') return
    await this.#pass(2000)
    this.#emails.push(email)
    await this.#wait(laptop.call('acceptInvitation', { code: invited.code, name: 'Ben', password: PASSWORD }))
  }

  /** What the colleague gave without internet arrives when the role is another one. */
  async #demote(laptop: Laptop, index: number): Promise<void> {
    const [host, memberId] = [this.#laptops[index % PLANS.length], laptop.screen.status?.identity?.member.id]
    if (host === undefined || memberId === undefined) return
    this.#network.setWay(laptop.name, 'cut')
    const args = { eventId: this.#choices(laptop).uuid(), name: 'Late', date: '2026-06-07' }
    await this.#wait(laptop.call('give', { commands: [{ type: 'createEvent', args }] }))
    const role = { memberId, roleId: BUILT_IN_ROLES[2]?.id ?? '' }
    await this.#wait(host.call('give', { commands: [{ type: 'changeMemberRole', args: role }] }))
    await this.#pass(2000)
    this.#network.setWay(laptop.name, 'good')
  }

  async step(number: number): Promise<void> {
    const laptop = this.#laptops[Math.floor(this.#random() * this.#laptops.length)]
    if (laptop === undefined) throw new Error('there are no laptops')
    const what =
      this.#random() < 0.2 && this.#only === undefined ? await this.#goWrong(laptop) : await this.#work(laptop)
    this.trace.add(`step ${number}, ${laptop.name}: ${what}`)
    await this.#pass(Math.round(this.#random() < 0.8 ? 50 + this.#random() * 500 : this.#random() * 60_000))
    await this.#checks.look(this.#laptops, this.#clockwork.nowMs, this.#random() < 0.3)
  }

  sweep(): void {
    const [first] = this.#laptops
    if (first === undefined) return
    this.#swept = { program: first.program, before: first.program.stepsMade }
    if (this.#only?.killAt !== undefined) first.program.stepsToLive = this.#only.killAt - 1
  }

  #madeSteps(): number {
    return this.#swept === undefined ? 0 : (this.#boundaries ?? this.#swept.program.stepsMade - this.#swept.before)
  }

  /** Faults stop: everything comes to rest, and all see the same. */
  async rest(): Promise<void> {
    this.trace.add('faults stop')
    this.#boundaries = this.#madeSteps()
    this.#cloud.crashAtCommit = undefined
    const awakeMs = Math.max(0, ...this.#laptops.map(({ asleepUntilMs }) => asleepUntilMs - this.#clockwork.nowMs))
    this.#clockwork.leap(awakeMs)
    await startCloud(this.#cloud)
    for (const laptop of this.#laptops) {
      laptop.recover()
      this.#network.setWay(laptop.name, 'good')
      await this.#wait(startAgain(laptop))
    }
    await this.#pass(REST_MS)
    this.#checks.lookWhoIsBack(this.#laptops)
    for (const laptop of this.#laptops) await this.#signInAll(laptop)
    await this.#pass(REST_MS)
    await this.#checks.look(this.#laptops, this.#clockwork.nowMs, true)
    await this.#checks.lookAtRest(this.#laptops, (ms) => this.#pass(ms))
  }

  async end(): Promise<void> {
    for (const laptop of this.#laptops) laptop.kill()
    this.#cloud.crash()
    await this.#clockwork.settle()
    process.off('unhandledRejection', this.#checks.stray)
    process.off('uncaughtException', this.#checks.stray)
    rmSync(this.#folder, { recursive: true, force: true })
  }

  async #work(laptop: Laptop): Promise<string> {
    if (!laptop.isOn) return `switches on: ${await this.#wait(startAgain(laptop))}`
    if (laptop.isAsleep) return 'nobody is at it'
    if (this.#boxes.areOn && this.#random() < 0.15) return this.#boxes.read()
    const { identity, connection } = laptop.screen.status ?? {}
    const isIn = identity !== undefined && connection !== 'sign-in-again'
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const [name, deed] = isIn ? pickWeighted(this.#random, DEEDS) : (['signs in', this.#signIn] as const)
      this.trace.add(`${laptop.name} ${name}`)
      const person = { laptop, pick: this.#choices(laptop), heard: this.#heard, boxes: this.#boxes }
      const what = await this.#wait(
        deed({ ...person, askCloud: (asked) => this.#cloud.ask(asked), discarded: this.#checks.discarded }),
      )
      if (what !== undefined) return `${name}: ${what}`
    }
    return 'finds nothing to do'
  }

  readonly #signIn = (person: Person): Promise<string> => signInSomehow(person, this.#emails)

  async #goWrong(laptop: Laptop): Promise<string> {
    const [name, fault] = pickWeighted(this.#random, FAULTS)
    this.trace.add(`${laptop.name}, fault: ${name}`)
    return `fault: ${name}: ${await this.#wait(Promise.resolve(fault(this.#stage(), laptop)))}`
  }

  /** Each member who ever worked on the laptop signs in once more, so that it can send what it kept for them. */
  async #signInAll(laptop: Laptop): Promise<void> {
    const { knownMembers = [], connection, identity } = laptop.screen.status ?? {}
    if (identity !== undefined && connection === 'online' && knownMembers.length === 1) return
    for (const { email } of knownMembers.toReversed()) {
      const result = await this.#wait(laptop.call('signIn', { email, password: PASSWORD }))
      this.trace.add(`${laptop.name} signs in as ${email}: ${JSON.stringify(result)}`)
      await this.#pass(REST_MS)
    }
  }

  #stage(): Stage {
    return {
      ...{ random: this.#random, network: this.#network, cloud: this.#cloud, boxes: this.#boxes },
      copyOf: ({ name }) =>
        this.#laptops.find((other) => other.name === `Copy of ${name}`) ?? this.#newLaptop(`Copy of ${name}`),
      onRestored: () => this.#checks.restored(),
      onRestarted: (laptop, before) => this.#checks.restarted(laptop, before),
    }
  }

  #newLaptop(name: string): Laptop {
    const folder = join(this.#folder, name.replaceAll(' ', '-'))
    const onError = this.#checks.laptopError.bind(this.#checks)
    const onTold = (told: Laptop) => {
      const traffic = () => this.#network.trafficOf(told.program)
      this.#checks.toldOfWaking({ laptop: told, program: told.program, atMs: this.#clockwork.nowMs, traffic })
    }
    const laptop = new Laptop({ name, folder, onError, onTold })
    this.#laptops.push(laptop)
    return laptop
  }

  #choices({ screen }: Laptop): Choices {
    return new Choices(this.#random, screen, this.#heard)
  }

  async #pass(ms: number): Promise<void> {
    await this.#clockwork.runUntil(this.#clockwork.nowMs + ms)
  }

  /** Time goes on until there is an answer; for some none comes. @returns it, or why there is none */
  async #wait<T>(answer: Promise<T>): Promise<T | string> {
    let result: T | string | undefined
    let isOver = false
    const failed = (error: unknown) => {
      if (error instanceof Broken) this.#checks.stray(error)
      result = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
      isOver = true
    }
    answer.then((value) => {
      result = value
      isOver = true
    }, failed)
    for (let waitedMs = 0; !isOver && waitedMs < ANSWER_MS; waitedMs += 1000) await this.#pass(1000)
    return isOver ? (result as T | string) : 'no answer'
  }
}
