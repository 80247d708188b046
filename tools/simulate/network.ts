import { Readable } from 'node:stream'
import axios, { AxiosError, AxiosHeaders, type AxiosResponse, type InternalAxiosRequestConfig } from 'axios'
import { type Random, wholeNumber } from '../box-simulator/seeded-random.ts'
import { portalsAnswer, responseTo, strangeAnswer, withNews } from './answers.ts'
import type { Answered, Asked, CloudSide } from './cloud-side.ts'
import { type Program, running } from './program.ts'
import { program, surroundings } from './surroundings.ts'
import type { Trace } from './trace.ts'

/** How a laptop's way to the cloud is. */
export type Way =
  | 'good'
  /** Each request may be lost, late, doubled, answered by somebody else, or done without an answer. */
  | 'bad'
  /** Nothing goes out. */
  | 'cut'
  /** All goes out, nothing comes back. */
  | 'one-way'
  /** A portal answers everything with its own page. */
  | 'portal'

interface NetworkParts {
  readonly cloud: CloudSide
  readonly random: Random
  readonly trace: Trace
  /** What the cloud is asked, and what it answered, whether that arrives or not. */
  readonly asked: (asked: Asked) => void
  readonly answered: (asked: Asked, answer: Answered) => void
}

interface Request {
  readonly config: InternalAxiosRequestConfig
  readonly asked: Asked
  /** Of the program that asks. */
  readonly name: string
  readonly way: Way
}

export interface Traffic {
  readonly asked: number
  readonly underWay: number
}

type Fate = 'well' | 'lost' | 'answer-lost' | 'doubled' | 'late' | 'replaced'

const REFUSED_MS = 3
const LATE_MS = 15_000

/** The internet between laptops and cloud. Nothing is real about it but what is said over it. */
export class Network {
  readonly #parts: NetworkParts
  readonly #ways = new Map<string, Way>()
  readonly #streams = new Map<string, Set<() => void>>()
  readonly #old = new Set<string>()
  readonly #traffic = new WeakMap<Program, { asked: number; underWay: number }>()

  constructor(parts: NetworkParts) {
    this.#parts = parts
    axios.defaults.adapter = (config) => this.#send(config)
  }

  way(computer: string): Way {
    return this.#ways.get(computer) ?? 'good'
  }

  /** How much the program has asked, and how much of that is without an answer; streams aren't counted. */
  trafficOf(of: Program): Traffic {
    return this.#traffic.get(of) ?? { asked: 0, underWay: 0 }
  }

  /** Its program is older than the cloud, which tells of things that it has never heard of. */
  makeOld(computer: string): void {
    this.#old.add(computer)
  }

  /** A stream that is open breaks, where the way isn't good any more. Half of the time nobody hears of it. */
  setWay(computer: string, way: Way): void {
    this.#ways.set(computer, way)
    if (way === 'good' || this.#parts.random() < 0.5) return
    for (const cut of this.#streams.get(computer) ?? []) cut()
  }

  /** The cloud is gone, with all its connections. */
  cutAll(): void {
    for (const streams of this.#streams.values()) for (const cut of streams) cut()
  }

  async #send(config: InternalAxiosRequestConfig): Promise<AxiosResponse> {
    const { computer, name } = program()
    const asked = askedBy(config)
    const request = { config, asked, name, way: this.way(computer) }
    const settled = config.responseType === 'stream' ? () => undefined : this.#count(program())
    return await new Promise<AxiosResponse>((resolve, reject) => {
      const fail = (code: string) => reject(new AxiosError(code, code, config))
      if (config.signal?.aborted) return fail(AxiosError.ERR_CANCELED)
      config.signal?.addEventListener?.('abort', () => fail(AxiosError.ERR_CANCELED))
      if (config.timeout) surroundings().clockwork.plan(config.timeout, () => fail(AxiosError.ECONNABORTED))
      if (config.responseType === 'stream') this.#stream(computer, request, resolve, fail)
      else this.#ask(computer, request, resolve, fail)
    }).finally(settled)
  }

  /** @returns to be called when there is an answer */
  #count(by: Program): () => void {
    const traffic = this.#traffic.get(by) ?? { asked: 0, underWay: 0 }
    this.#traffic.set(by, traffic)
    traffic.asked += 1
    traffic.underWay += 1
    return () => {
      traffic.underWay -= 1
    }
  }

  #ask(computer: string, request: Request, resolve: Resolve, fail: Fail): void {
    const { config, asked, name, way } = request
    const fate = this.#fate(way)
    this.#parts.trace.add(`${name} ${asked.method} ${asked.path} ${fate} ${asked.body ?? ''}`)
    if (fate === 'lost') this.#later(REFUSED_MS, () => fail('ECONNREFUSED'))
    else if (way === 'portal') this.#later(REFUSED_MS, () => resolve(portalsAnswer(config)))
    else if (fate === 'replaced') this.#later(REFUSED_MS, () => resolve(strangeAnswer(config, this.#parts.random)))
    else {
      const isLate = fate === 'late'
      const deliver = () => this.#deliver(computer, request, fate === 'answer-lost', resolve, fail)
      this.#later(isLate ? wholeNumber(this.#parts.random, 1000, LATE_MS) : this.#latencyMs(), deliver)
      // The second one may come long after the first, out of order.
      if (fate === 'doubled') this.#later(wholeNumber(this.#parts.random, 1, LATE_MS), () => this.#reach(asked))
    }
  }

  async #deliver(computer: string, request: Request, isLost: boolean, resolve: Resolve, fail: Fail): Promise<void> {
    const { config, asked } = request
    const answer = await this.#reach(asked)
    if (answer === undefined) return this.#later(1, () => fail('ECONNRESET'))
    if (isLost) return this.#later(REFUSED_MS, () => fail('ECONNRESET'))
    // No answer comes, until the laptop gives up.
    if (this.way(computer) === 'one-way' || this.way(computer) === 'cut') return
    const body = this.#old.has(computer) ? withNews(answer.body) : answer.body
    this.#later(this.#latencyMs(), () => resolve(responseTo(config, answer.status, body, answer.headers)))
  }

  /** @returns undefined where there is no cloud, or not any more */
  async #reach(asked: Asked): Promise<Answered | undefined> {
    const { cloud, trace, answered } = this.#parts
    if (!cloud.isUp) return undefined
    this.#parts.asked(asked)
    const answer = await cloud.ask(asked).catch(() => undefined)
    trace.add(`cloud ${answer?.status} ${asked.method} ${asked.path} ${answer?.body ?? ''}`)
    if (answer !== undefined) answered(asked, answer)
    return answer
  }

  #stream(computer: string, request: Request, resolve: Resolve, fail: Fail): void {
    const { way } = request
    const isReached = way === 'good' || (way === 'bad' && this.#parts.random() < 0.7)
    if (isReached && this.#parts.cloud.isUp) {
      this.#later(this.#latencyMs(), () => this.#openStream(computer, request, resolve, fail))
    } else this.#later(REFUSED_MS, () => fail('ECONNREFUSED'))
  }

  async #openStream(computer: string, { config, asked }: Request, resolve: Resolve, fail: Fail): Promise<void> {
    const opened = await this.#parts.cloud.openStream(asked).catch(() => undefined)
    if (opened === undefined) return fail('ECONNRESET')
    const near = new Readable({ read: () => undefined })
    const streams = this.#streams.get(computer) ?? new Set()
    this.#streams.set(computer, streams)
    const cut = () => {
      opened.close()
      near.destroy()
      streams.delete(cut)
    }
    streams.add(cut)
    for (const end of [opened.stream, near]) end.on('error', () => undefined)
    const hearing = program()
    opened.stream.on('data', (bytes) => {
      const way = this.way(computer)
      if (way !== 'good' && way !== 'bad') return
      // It hears of it when it is awake.
      running.run(hearing, () => this.#later(this.#latencyMs(), () => near.push(bytes)))
    })
    opened.stream.once('close', () => this.#later(1, () => near.destroy()))
    near.once('close', cut)
    config.signal?.addEventListener?.('abort', cut)
    const { status, headers } = opened
    this.#later(this.#latencyMs(), () => resolve({ ...responseTo(config, status, '', headers), data: near }))
  }

  #fate(way: Way): Fate {
    if (way === 'cut') return 'lost'
    if (way !== 'bad') return 'well'
    const chance = this.#parts.random()
    if (chance < 0.15) return 'lost'
    if (chance < 0.3) return 'answer-lost'
    if (chance < 0.45) return 'doubled'
    if (chance < 0.55) return 'late'
    return chance < 0.65 ? 'replaced' : 'well'
  }

  #latencyMs(): number {
    return wholeNumber(this.#parts.random, 1, 80)
  }

  #later(ms: number, run: () => unknown): void {
    surroundings().clockwork.plan(ms, () => void run())
  }
}

type Resolve = (response: AxiosResponse) => void
type Fail = (code: string) => void

function askedBy(config: InternalAxiosRequestConfig): Asked {
  const url = new URL(axios.getUri(config))
  const method = (config.method ?? 'get').toUpperCase()
  if (method !== 'GET' && method !== 'POST' && method !== 'DELETE') throw new Error(`nobody sends ${method}`)
  const headers = Object.entries(AxiosHeaders.from(config.headers).toJSON()).map(([name, value]) => [
    name,
    String(value),
  ])
  const body = typeof config.data === 'string' ? config.data : undefined
  return { method, path: url.pathname + url.search, headers: Object.fromEntries(headers), body }
}
