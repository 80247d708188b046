import { useMemo } from 'react'
import type { Event } from '../../shared/records/event.ts'
import type { Loan } from '../../shared/records/loan.ts'
import type { BoxId } from '../../shared/records/scalars.ts'
import { liveLoanOf } from '../../shared/rules/loans.ts'
import { EVENT_KINDS, eventFacts, type PlacedBox } from '../events/event-facts.ts'
import { useDerived, useNow, useOrganisationId, useTracksideState } from '../trackside.tsx'
import { useSay } from '../words/say.tsx'
import { boxChecks } from './box-checks.ts'
import { type Check, type ToLookAt, toLookAt } from './check.ts'
import { laptopChecks } from './laptop-checks.ts'
import { useLaptop } from './laptop-context.ts'
import { type ReadyPlace, readyPlaces } from './ready-facts.ts'
import { useCameraThere } from './use-camera-there.ts'

const CONTACT_GRANULARITY_MS = 30_000

export interface Readiness {
  readonly places: readonly ReadyPlace[]
  readonly unplaced: readonly PlacedBox[]
  readonly checksOf: (boxId: BoxId) => readonly Check[]
  readonly laptop: readonly Check[]
  /** All that a person has to look at, in the page's order. */
  readonly found: readonly ToLookAt[]
}

/** Everything that is looked at before the gun. */
export function useReadiness(event: Event): Readiness {
  const { t } = useSay()
  const viewer = useOrganisationId()
  const facts = useDerived(EVENT_KINDS, (records) => eventFacts(records, event.id, viewer), [event.id, viewer])
  const places = useMemo(() => readyPlaces(facts), [facts])
  const checks = useBoxChecks(facts.boxes)
  const laptop = useLaptopChecks()
  const spare = new Set(facts.unplaced.map(({ box }) => box.id))
  // Nobody waits for a spare box.
  const checksOf = (boxId: BoxId) =>
    (checks.get(boxId) ?? []).map((check): Check => (spare.has(boxId) ? asNote(check) : check))
  const found = [
    ...places.flatMap((place) => placeLooks(t, place, checksOf)),
    ...toLookAt('laptop', t('ready.laptop'), laptop),
  ]
  return { places, unplaced: facts.unplaced, checksOf, laptop, found }
}

function asNote(check: Check): Check {
  return check.level === 'look' ? { ...check, level: 'note' } : check
}

function placeLooks(
  t: ReturnType<typeof useSay>['t'],
  { id, race, checkpoint, boxes, hasMain }: ReadyPlace,
  checksOf: (boxId: BoxId) => readonly Check[],
): readonly ToLookAt[] {
  const missing: Check = { key: `main ${id}`, level: 'look', words: t('ready.noMain') }
  const where = t('ready.place', { checkpoint: checkpoint.name, race: race.name })
  return [
    ...(hasMain ? [] : toLookAt(id, where, [missing])),
    ...boxes.flatMap(({ placed: { box }, firstAt }) =>
      firstAt === undefined ? toLookAt(box.id, `${checkpoint.name}, ${box.serial}`, checksOf(box.id)) : [],
    ),
  ]
}

function useBoxChecks(boxes: readonly PlacedBox[]): ReadonlyMap<BoxId, readonly Check[]> {
  const say = useSay()
  const telemetry = useTracksideState((state) => state.telemetry)
  const links = useTracksideState((state) => state.links)
  const liveSessions = useTracksideState((state) => state.liveSessions)
  const testReads = useTracksideState((state) => state.testReads)
  const awaiting = useTracksideState((state) => state.awaitingTestReads)
  const cutOff = useTracksideState(({ status }) => (status?.connection === 'offline' ? status.lastSyncedAt : undefined))
  const now = useNow(CONTACT_GRANULARITY_MS)
  const loans = useDerived(
    ['loan'],
    (records) =>
      new Map<BoxId, Loan | undefined>(boxes.map(({ box }) => [box.id, liveLoanOf(records, box.id)] as const)),
    [boxes],
  )
  return new Map(
    boxes.map((placed) => {
      const { box, run } = placed
      const known = {
        telemetry: telemetry.get(box.id),
        link: links.get(box.id),
        testRead: testReads.get(box.id),
        isAwaiting: awaiting.has(box.id),
        lastReadAt: run === undefined ? undefined : liveSessions.get(run.id)?.lastAt,
        loan: loans.get(box.id),
        upTo: cutOff ?? now,
      }
      return [box.id, boxChecks(say, placed, known)] as const
    }),
  )
}

function useLaptopChecks(): readonly Check[] {
  const say = useSay()
  const state = useLaptop()
  const hasCamera = useCameraThere()
  const disk = useTracksideState(({ disk: known }) => known)
  const status = useTracksideState(({ status: known }) => known)
  return status === undefined ? [] : laptopChecks(say, { ...state, hasCamera, disk }, status)
}
