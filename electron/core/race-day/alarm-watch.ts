import type { Telemetry } from '../../../shared/cloud-api.ts'
import type { Push } from '../../../shared/desktop-api.ts'
import type { Link } from '../../../shared/desktop-live.ts'
import type { Alarm } from '../../../shared/desktop-race-day.ts'
import type { BoxId } from '../../../shared/records/scalars.ts'
import type { Session } from '../../../shared/records/session.ts'
import { liveLoanOf } from '../../../shared/rules/loans.ts'
import type { Desk } from '../desk.ts'
import type { AlarmFacts, AsideFacts, BatteryFacts, ReadFacts, RunFacts } from './alarm-facts.ts'
import { acknowledged, inOrder, NO_ALARMS, nextAlarms } from './alarm-rules.ts'
import { RecentReads } from './recent-reads.ts'

/** Boxes report once a minute. */
const TELEMETRY_EACH_MS = 5000
const NO_READS: ReadFacts = { latest: [], cameMs: undefined, chipsInMinute: 0 }

export interface AlarmParts {
  readonly desk: Desk
  readonly monotonicMs: () => number
  readonly links: () => readonly Link[]
  readonly isOnline: () => boolean
  readonly isDiskFull: () => boolean
  readonly laptop: () => Pick<AlarmFacts, 'disk' | 'power'>
}

/** What goes wrong on race day, noticed from what this laptop knows, once a second. */
export class AlarmWatch {
  readonly #parts: AlarmParts
  readonly #reads: RecentReads
  #state = NO_ALARMS
  #told = '[]'
  #running: readonly Session[] = []
  #telemetry: readonly Telemetry[] = []
  #telemetryReadMs = Number.NEGATIVE_INFINITY
  #onlineSince: string | undefined

  constructor(parts: AlarmParts) {
    this.#parts = parts
    this.#reads = new RecentReads(parts.desk.store.raceDay)
    this.recordsChanged()
  }

  /** The worst first. */
  get alarms(): readonly Alarm[] {
    return inOrder(this.#state)
  }

  /** Runs may have begun or ended. */
  recordsChanged(): void {
    const { records, actor } = this.#parts.desk
    this.#running = [...records.all('session')].filter(
      ({ organisationId, stoppedAt }) => organisationId === actor.organisationId && stoppedAt === undefined,
    )
  }

  /** Every second. */
  tick(): void {
    this.#state = nextAlarms(this.#state, this.#facts())
    this.#tell()
  }

  acknowledge(id: string): void {
    this.#state = acknowledged(this.#state, id, this.#parts.desk.clock.now())
    this.#tell()
  }

  snapshot(): Push {
    return { push: 'alarms', alarms: [...this.alarms] }
  }

  #tell(): void {
    const text = JSON.stringify(this.alarms)
    if (text === this.#told) return
    this.#told = text
    this.#parts.desk.announce(this.snapshot())
  }

  #facts(): AlarmFacts {
    const { desk, monotonicMs, links, isOnline, isDiskFull, laptop } = this.#parts
    const now = desk.clock.now()
    const allLinks = links()
    const linkOf = new Map(allLinks.map((link) => [link.boxId, link]))
    const running = this.#running.map(({ id }) => id)
    const reads = this.#reads.look(running, Date.parse(now))
    this.#onlineSince = isOnline() ? (this.#onlineSince ?? now) : undefined
    return {
      ...{ now, monotonicMs: monotonicMs(), onlineSince: this.#onlineSince },
      runs: this.#running.map((run) => this.#runFacts(run, linkOf.get(run.boxId), reads.get(run.id) ?? NO_READS)),
      asides: allLinks.flatMap((link) => (link.aside ? [this.#asideFacts(link)] : [])),
      batteries: this.#batteries(),
      isDiskFull: isDiskFull(),
      ...laptop(),
    }
  }

  #runFacts(run: Session, link: Link | undefined, reads: ReadFacts): RunFacts {
    const { records, actor } = this.#parts.desk
    const { boxId } = run
    const assignment = records.get('assignment', boxId)
    // Where the box is now; a run remembers where it was when it began.
    const place = assignment?.organisationId === actor.organisationId ? assignment : run
    const loan = liveLoanOf(records, boxId)
    const kinds = place.checkpointIds.map((id) => records.get('checkpoint', id)?.kind)
    return {
      ...{ boxId, sessionId: run.id, startedAt: run.startedAt, checkpointIds: place.checkpointIds, link, reads },
      isBackup: place.backup ?? false,
      isAtStartOnly: kinds.length > 0 && kinds.every((kind) => kind === 'START'),
      loan: loan?.recipientId === actor.organisationId ? { id: loan.id, endsAt: loan.endsAt } : undefined,
    }
  }

  #asideFacts({ boxId, sessionId }: Link): AsideFacts {
    const session = this.#parts.desk.records.get('session', sessionId ?? '')
    return { boxId, sessionId, checkpointIds: session?.checkpointIds ?? [] }
  }

  #batteries(): readonly BatteryFacts[] {
    return this.#freshTelemetry().flatMap(({ boxId, batteryPercent: percent, charging, receivedAt }) =>
      percent === undefined || !this.#isInUse(boxId)
        ? []
        : [{ boxId, percent, isCharging: charging ?? false, toldAt: receivedAt }],
    )
  }

  /** In the depot a battery may be empty. */
  #isInUse(boxId: BoxId): boolean {
    const { records, actor } = this.#parts.desk
    const isAssigned = records.get('assignment', boxId)?.organisationId === actor.organisationId
    return isAssigned || this.#running.some((run) => run.boxId === boxId)
  }

  #freshTelemetry(): readonly Telemetry[] {
    const nowMs = this.#parts.monotonicMs()
    if (nowMs - this.#telemetryReadMs < TELEMETRY_EACH_MS) return this.#telemetry
    this.#telemetryReadMs = nowMs
    this.#telemetry = this.#parts.desk.store.local.telemetry()
    return this.#telemetry
  }
}
