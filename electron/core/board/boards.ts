import type { Push } from '../../../shared/desktop-api.ts'
import type { Link, LiveSession } from '../../../shared/desktop-live.ts'
import type { Alarm, Board } from '../../../shared/desktop-race-day.ts'
import type { EventId, SessionId } from '../../../shared/records/scalars.ts'
import { CallRefused, SignedOut } from '../call-refused.ts'
import type { Desk } from '../desk.ts'
import { checkMay } from '../identity/check-may.ts'
import { codeAdmission, linkAdmission, newBoardCode } from './board-admission.ts'
import { boardOf } from './board-facts.ts'
import { readBoardPage } from './board-page.ts'
import { type BoardServer, startBoardServer } from './board-server.ts'

export interface BoardsParts {
  readonly desk: Desk
  readonly isOnline: () => boolean
  readonly links: () => readonly Link[]
  readonly live: (sessionId: SessionId) => LiveSession | undefined
  readonly alarms: () => readonly Alarm[]
  /** The built renderer; undefined: there are no boards. */
  readonly rendererDir: string | undefined
  readonly isDemo: boolean
  readonly localAddresses: () => readonly string[]
  readonly monotonicMs: () => number
  readonly onFault: (where: string, error: unknown) => void
}

interface Linked {
  readonly eventId: EventId
  readonly server: BoardServer
  readonly newKey: () => string
}

interface Shared {
  readonly eventId: EventId
  readonly server: BoardServer
  readonly code: string
}

/** The operator boards of one member's laptop: a link on this computer for each event, and one on the local network. */
export class Boards {
  readonly #parts: BoardsParts
  #linked: readonly Linked[] = []
  #shared: Shared | undefined
  #told = ''
  #isClosed = false
  /** One after the other: two windows may ask at once. */
  #turn: Promise<unknown> = Promise.resolve()

  constructor(parts: BoardsParts) {
    this.#parts = parts
  }

  snapshot(): Push {
    const { localAddresses } = this.#parts
    if (this.#shared === undefined) return { push: 'board-sharing' }
    const { eventId, server, code } = this.#shared
    const urls = localAddresses().map((address) => `http://${address}:${server.port}/`)
    return { push: 'board-sharing', shared: { eventId, urls, code } }
  }

  /** An address on this computer that opens the board once, in one browser. */
  link(eventId: EventId): Promise<string> {
    return this.#inTurn(async () => {
      const linked = this.#linked.find((one) => one.eventId === eventId) ?? (await this.#openLinked(eventId))
      return `http://127.0.0.1:${linked.server.port}/#key=${linked.newKey()}`
    })
  }

  /** Shows the board on the local network, in place of another one; each time by a new code. */
  share(eventId: EventId, on: boolean): Promise<'done' | 'no-network'> {
    return this.#inTurn(async () => {
      if (!on) {
        if (this.#shared?.eventId === eventId) await this.#endShared()
        return 'done'
      }
      if (this.#shared?.eventId === eventId) return 'done'
      checkMay(this.#parts.desk, 'timing.run')
      if (this.#parts.localAddresses().length === 0) return 'no-network'
      await this.#endShared()
      const code = newBoardCode()
      const server = await this.#start(eventId, {
        admission: codeAdmission(code, this.#parts.monotonicMs),
        host: '0.0.0.0',
        names: this.#parts.localAddresses,
      })
      this.#shared = { eventId, server, code }
      this.#tell()
      return 'done'
    })
  }

  /** Every second: shows the boards anew, and ends those whose event is over. */
  tick(): void {
    this.#tell()
    const boards = new Map<EventId, Board | undefined>()
    const open = [...this.#linked, ...(this.#shared ? [this.#shared] : [])]
    for (const { eventId, server } of open) {
      if (!boards.has(eventId)) boards.set(eventId, this.#board(eventId))
      const board = boards.get(eventId)
      if (board === undefined) this.#guarded(() => this.#end(eventId))
      else if (server.hasWatchers) server.show(board)
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true
    await this.#turn
    await Promise.all([...this.#linked.map(({ server }) => server.close()), this.#endShared()])
    this.#linked = []
  }

  #board(eventId: EventId): Board | undefined {
    const { desk, isOnline, links, live, alarms, isDemo } = this.#parts
    const sources = {
      records: desk.records,
      viewer: desk.actor.organisationId,
      now: desk.clock.now(),
      isOnline: isOnline(),
      isUnconfirmed: desk.replica.isUnconfirmed,
      links: links(),
      live,
      alarms: alarms(),
      isDemo,
    }
    return boardOf(sources, eventId)
  }

  async #openLinked(eventId: EventId): Promise<Linked> {
    const admission = linkAdmission(this.#parts.monotonicMs)
    const names = () => ['127.0.0.1']
    const server = await this.#start(eventId, { admission, host: '127.0.0.1', names })
    const linked = { eventId, server, newKey: admission.newKey }
    this.#linked = [...this.#linked, linked]
    return linked
  }

  async #start(eventId: EventId, where: Pick<Parameters<typeof startBoardServer>[0], 'admission' | 'host' | 'names'>) {
    const { rendererDir } = this.#parts
    if (rendererDir === undefined) throw new Error('there is no page to show boards with')
    if (this.#board(eventId) === undefined) throw new CallRefused('NOT_FOUND')
    return await startBoardServer({
      ...where,
      page: readBoardPage(rendererDir),
      board: () => this.#board(eventId),
    })
  }

  async #end(eventId: EventId): Promise<void> {
    const ended = this.#linked.filter((one) => one.eventId === eventId)
    this.#linked = this.#linked.filter((one) => one.eventId !== eventId)
    await Promise.all(ended.map(({ server }) => server.close()))
    if (this.#shared?.eventId === eventId) await this.#endShared()
  }

  async #endShared(): Promise<void> {
    const ended = this.#shared
    this.#shared = undefined
    this.#tell()
    await ended?.server.close()
  }

  /** Its addresses change with the networks. */
  #tell(): void {
    if (this.#shared === undefined && this.#told === '') return
    const push = this.snapshot()
    const text = this.#shared === undefined ? '' : JSON.stringify(push)
    if (text === this.#told) return
    this.#told = text
    this.#parts.desk.announce(push)
  }

  #guarded(work: () => Promise<void>): void {
    void this.#inTurn(work).catch((error: unknown) => this.#parts.onFault('ending a board', error))
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#turn.then(() => {
      if (this.#isClosed) throw new SignedOut()
      return work()
    })
    this.#turn = result.catch(() => undefined)
    return result
  }
}
