import type { Event } from '../../shared/records/event.ts'
import { EVENT_KINDS, eventFacts } from '../events/event-facts.ts'
import { useDerived, useOrganisationId, useTracksideState } from '../trackside.tsx'
import { type Say, useSay } from '../words/say.tsx'
import { toLookAt } from './check.ts'
import { CheckLine } from './check-line.tsx'
import { OFFICE_KINDS, officeChecks, takenAlong, worksUntil } from './office-checks.ts'
import { ReadySummary } from './ready-summary.tsx'
import { useEventKnown } from './use-event-known.ts'

type SignedIn = NonNullable<ReturnType<typeof useStatus>>

/** Ready to leave the office: what this laptop knows, how old it is, and until when it does without internet. */
export function OfficePart({ event }: { readonly event: Event }) {
  const status = useStatus()
  return status === undefined ? null : <Known event={event} status={status} />
}

function useStatus() {
  return useTracksideState((state) => state.status)
}

function Known({ event, status }: { readonly event: Event; readonly status: SignedIn }) {
  const say = useSay()
  const { t } = say
  const viewer = useOrganisationId()
  const unsent = useTracksideState((state) => state.pending.length)
  const taken = useDerived(OFFICE_KINDS, (records) => takenAlong(records, viewer), [viewer])
  const boxes = useDerived(
    EVENT_KINDS,
    (records) => eventFacts(records, event.id, viewer).boxes.map(({ box }) => box),
    [event.id, viewer],
  )
  const known = useEventKnown(event.id, boxes)
  const checks = officeChecks(say, status, { ...taken, unsent }, { id: event.id, known })
  return (
    <>
      <ReadySummary found={toLookAt('office', t('ready.laptop'), checks)} />
      <section id="ready-office" tabIndex={-1} className="ready-laptop" aria-labelledby="ready-office-name">
        <h2 id="ready-office-name">{t('ready.laptop')}</h2>
        <Works say={say} status={status} />
        <ul className="checks checks-wide">
          {checks.map((check) => (
            <CheckLine key={check.key} check={check} />
          ))}
        </ul>
      </section>
    </>
  )
}

/** The one sentence that a person drives off with. */
function Works({ say, status }: { readonly say: Say; readonly status: SignedIn }) {
  const { t, time, now } = say
  const end = worksUntil(status, now)
  const lendsUntil = status.signing?.mayLend === true ? status.signing.certificateUntil : undefined
  if (end === undefined) return <p className="ready-works">{t('ready.worksOver')}</p>
  return (
    <div className="ready-works">
      <b>{t('ready.works', { end: time.long(end, now), in: time.relative(end, now) })}</b>
      <p>
        {t('ready.worksWhy')}{' '}
        {lendsUntil === undefined || lendsUntil <= now
          ? t('ready.lendsNot')
          : t('ready.lends', { end: time.long(lendsUntil, now) })}
      </p>
    </div>
  )
}
