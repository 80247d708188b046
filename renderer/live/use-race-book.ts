import type { Event } from '../../shared/records/event.ts'
import type { RaceAction } from '../../shared/records/race-action.ts'
import { checkpointIdSchema, type MemberId, raceActionIdSchema } from '../../shared/records/scalars.ts'
import { type RaceEntry, raceEntries } from '../../shared/rules/race-entries.ts'
import { EVENT_KINDS, eventFacts, type RaceFacts } from '../events/event-facts.ts'
import type { CommandToGive } from '../give/command-to-give.ts'
import { useGive } from '../give/use-give.ts'
import type { RaceDraft } from '../live-state.ts'
import {
  useDerived,
  useIdentity,
  useOrganisationId,
  useScreenState,
  useTrackside,
  useTracksideState,
} from '../trackside.tsx'
import { completeCommand, openTimes, recordCommand, standingGuns } from './hand-times.ts'
import type { OpenTime, RacePlace } from './open-time.ts'

const MOST_ON_THE_WAY = 500

export interface RaceBook {
  readonly races: readonly RaceFacts[]
  readonly race: RaceFacts
  readonly place: RacePlace
  readonly entries: readonly RaceEntry[]
  /** One's own times that wait for a bib, the oldest first. */
  readonly open: readonly OpenTime[]
  readonly guns: readonly RaceAction[]
  readonly choose: (place: { readonly raceId: string; readonly checkpointId?: string | undefined }) => void
  /** Gives at once; what couldn't be given is kept, to be given again. */
  readonly record: (commands: readonly CommandToGive[]) => Promise<boolean>
  /** One key takes the time: it waits for its bib at once, before the core has answered. */
  readonly takeTime: (at: string) => void
  readonly giveBib: (time: OpenTime, bib: string) => void
  readonly unsaved: readonly CommandToGive[]
  readonly saveAgain: () => Promise<void>
  readonly problem: string | undefined
  readonly clearProblem: () => void
}

/** The race in which actions are recorded: the one chosen last, in this event. Undefined: the event has none. */
export function useRaceBook(event: Event): RaceBook | undefined {
  const { store } = useTrackside()
  const viewer = useOrganisationId()
  const memberId = useIdentity()?.member.id as MemberId
  const races = useDerived(EVENT_KINDS, (records) => eventFacts(records, event.id, viewer).races, [event.id, viewer])
  const [{ chosen }, change] = useScreenState('live')
  const race = races.find((one) => one.race.id === chosen['race']) ?? races[0]
  const raceId = race?.race.id
  const entries = useDerived(
    ['raceAction'],
    (records) => (raceId === undefined ? [] : raceEntries(records.where('raceAction', 'raceId', raceId))),
    [raceId],
  )
  const { give, problem, clearProblem } = useGive()
  const { unsaved, taken, given } = useTracksideState((state) => state.draft)
  if (race === undefined) return undefined

  const keep = (change: (draft: RaceDraft) => Partial<RaceDraft>) =>
    store.setState(({ draft }) => ({ draft: { ...draft, ...change(draft) } }))
  // It has come, and has its bib already: then it stands in no entry of its own.
  const isDone = ({ id }: OpenTime) => store.getState().records.get('raceAction', id) !== undefined
  const record = async (commands: readonly CommandToGive[]) => {
    const done = await give(commands)
    if (!done) {
      keep((draft) => ({ unsaved: [...draft.unsaved, ...commands.filter((one) => !draft.unsaved.includes(one))] }))
    }
    return done
  }
  const place = { raceId: race.race.id, checkpointId: checkpointOf(race, chosen['checkpoint']) }
  const known = new Set(entries.map(({ action }) => action.id))
  // Once its bib has come, what the records say counts: it may have been crossed out since.
  const completed = new Set(entries.flatMap(({ completes }) => completes?.id ?? []))
  const onTheWay = taken.filter((time) => time.raceId === place.raceId && !known.has(time.id) && !isDone(time))
  return {
    ...{ races, race, place, entries, record, problem, clearProblem, unsaved },
    open: [...openTimes(entries, memberId), ...onTheWay].filter(({ id }) => !given.has(id) || completed.has(id)),
    takeTime(at) {
      const time = { id: raceActionIdSchema.parse(crypto.randomUUID()), at, ...place }
      keep((draft) => ({ taken: [...draft.taken.slice(-MOST_ON_THE_WAY), time] }))
      void record([recordCommand(place, { id: time.id, kind: 'TIME', at })])
    },
    giveBib(time, bib) {
      keep((draft) => ({ given: new Set([...draft.given, time.id]) }))
      void record([completeCommand(time, bib, crypto.randomUUID())])
    },
    guns: standingGuns(entries),
    choose: (place) => {
      const { checkpointId = '' } = place
      change({ chosen: { ...chosen, race: place.raceId, checkpoint: checkpointId } })
    },
    async saveAgain() {
      // An answer that was lost may have been a yes.
      const { records } = store.getState()
      const missing = unsaved.filter(({ args }) => !('actionId' in args && records.get('raceAction', args.actionId)))
      keep(() => ({ unsaved: [] }))
      clearProblem()
      for (const command of missing) await record([command])
    },
  }
}

/** Where times are taken by hand, mostly the finish. */
function checkpointOf({ checkpoints }: RaceFacts, chosen: string | undefined): RacePlace['checkpointId'] {
  const found =
    checkpoints.find(({ checkpoint }) => checkpoint.id === chosen) ??
    checkpoints.find(({ checkpoint }) => checkpoint.kind === 'FINISH') ??
    checkpoints[0]
  return found && checkpointIdSchema.parse(found.checkpoint.id)
}
