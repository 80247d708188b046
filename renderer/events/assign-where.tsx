import { useTranslation } from 'react-i18next'
import type { NumberedPlace } from './assign-scan.ts'

/** At which checkpoints, each with its number for the keys; at none: in the event, not placed yet (R1). */
export function AssignWhere({
  places,
  where,
  onToggle,
}: {
  readonly places: readonly NumberedPlace[]
  readonly where: ReadonlySet<string>
  readonly onToggle: (checkpointId: string) => void
}) {
  const { t } = useTranslation()
  if (places.length === 0) return null
  const races = [...new Set(places.map(({ race }) => race))]
  return (
    <fieldset className="assign-where">
      <legend>{t('events.assignWhere')}</legend>
      {races.map((race) => (
        <fieldset key={race} className="assign-race">
          <legend className="muted small">{race}</legend>
          {places
            .filter((place) => place.race === race)
            .map(({ id, number, name }) => (
              <label key={id} className="event-tick">
                <input type="checkbox" checked={where.has(id)} onChange={() => onToggle(id)} />
                <span className="assign-number muted" aria-hidden="true">
                  {number}
                </span>
                {name}
              </label>
            ))}
        </fieldset>
      ))}
      <p className="muted small">{t('events.assignWhereNone')}</p>
    </fieldset>
  )
}
