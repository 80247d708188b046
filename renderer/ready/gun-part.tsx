import type { Event } from '../../shared/records/event.ts'
import { eventHref } from '../events/event-place.ts'
import { EmptyState } from '../ui/notices.tsx'
import { useSay } from '../words/say.tsx'
import { CheckLine } from './check-line.tsx'
import { ReadyBoxRow } from './ready-box-row.tsx'
import type { ReadyPlace } from './ready-facts.ts'
import { ReadySummary } from './ready-summary.tsx'
import { type Readiness, useReadiness } from './use-ready.ts'

/** Ready for the gun: each checkpoint with its boxes, and the laptop itself. */
export function GunPart({ event }: { readonly event: Event }) {
  const { t } = useSay()
  const ready = useReadiness(event)
  const { places, unplaced, laptop, found } = ready
  return (
    <>
      <ReadySummary found={found} />
      <section aria-label={t('ready.checkpoints')} className="ready-places">
        {places.length > 0 ? null : (
          <EmptyState
            title={t('ready.noRaces')}
            action={
              <a className="button" href={eventHref(event.id)}>
                {t('ready.toBoxes')}
              </a>
            }
          >
            {t('ready.noRacesWhy')}
          </EmptyState>
        )}
        {places.map((place) => (
          <Place key={place.id} event={event} place={place} ready={ready} />
        ))}
        {places.length === 0 ? null : <p className="muted small">{t('ready.testNeverCounts')}</p>}
        {unplaced.length === 0 ? null : (
          <div className="ready-place">
            <h2>{t('events.unplaced')}</h2>
            <ul className="ready-boxes">
              {unplaced.map((placed) => (
                <ReadyBoxRow
                  key={placed.box.id}
                  placed={placed}
                  firstAt={undefined}
                  checks={ready.checksOf(placed.box.id)}
                />
              ))}
            </ul>
          </div>
        )}
      </section>
      <section id="ready-laptop" tabIndex={-1} className="ready-laptop" aria-labelledby="ready-laptop-name">
        <h2 id="ready-laptop-name">{t('ready.laptop')}</h2>
        <ul className="checks checks-wide">
          {laptop.map((check) => (
            <CheckLine key={check.key} check={check} />
          ))}
        </ul>
      </section>
    </>
  )
}

function Place({
  event,
  place: { id, race, checkpoint, boxes, hasMain, hasBackup },
  ready,
}: {
  readonly event: Event
  readonly place: ReadyPlace
  readonly ready: Readiness
}) {
  const { t } = useSay()
  const where = { checkpoint: checkpoint.name, race: race.name }
  return (
    <div id={`ready-${id}`} tabIndex={-1} className="ready-place">
      <h2>
        {checkpoint.name} <span className="ready-race">{race.name}</span>
      </h2>
      {hasMain && hasBackup ? null : (
        <ul className="checks">
          {hasMain ? null : (
            <CheckLine
              check={{
                key: 'main',
                level: 'look',
                words: t('ready.noMain'),
                todo: t('ready.noMainTodo'),
                act: {
                  kind: 'link',
                  href: eventHref(event.id),
                  label: t('ready.assign'),
                  name: t('ready.assignTo', where),
                },
              }}
            />
          )}
          {hasBackup ? null : <CheckLine check={{ key: 'backup', level: 'note', words: t('ready.noBackup') }} />}
        </ul>
      )}
      <ul className="ready-boxes">
        {boxes.map(({ placed, firstAt }) => (
          <ReadyBoxRow key={placed.box.id} placed={placed} firstAt={firstAt} checks={ready.checksOf(placed.box.id)} />
        ))}
      </ul>
    </div>
  )
}
