import { type FormEvent, useState } from 'react'
import { type Event, type Race, raceNameSchema } from '../../shared/records/event.ts'
import { checkpointIdSchema, raceIdSchema } from '../../shared/records/scalars.ts'
import { useGive } from '../give/use-give.ts'
import { Field } from '../ui/field.tsx'
import { Inspector } from '../ui/inspector.tsx'
import { useSay } from '../words/say.tsx'
import { raceCommands } from './asked-acts.ts'
import { FormButtons } from './form-buttons.tsx'
import { localIn, momentIn } from './zoned-time.ts'

/**
 * Adds a race, or changes one. Its times are those of the event's zone, and stand in words too: how the fields write
 * them is up to the computer.
 */
export function RaceForm({
  event,
  race,
  onClose,
}: {
  readonly event: Event
  readonly race: Race | undefined
  readonly onClose: () => void
}) {
  const { t, time, now } = useSay()
  const { give, problem, busy } = useGive()
  const zone = event.timeZone
  const [name, setName] = useState(race?.name ?? '')
  const [start, setStart] = useState(
    fieldText(zone, race?.plannedStart, race === undefined ? `${event.date}T09:00` : ''),
  )
  const [end, setEnd] = useState(fieldText(zone, race?.expectedEnd, ''))
  const [withEnds, setWithEnds] = useState(true)
  const inWords = (local: string) => {
    const moment = momentIn(zone, local)
    return moment === undefined ? undefined : time.long(moment, now)
  }
  const ready = raceNameSchema.safeParse(name).success
  const save = async (submitted: FormEvent) => {
    submitted.preventDefault()
    if (!ready) return
    const fields = { name: name.trim(), plannedStart: momentIn(zone, start), expectedEnd: momentIn(zone, end) }
    const saved =
      race === undefined
        ? await add(fields)
        : await give(...change(race, fields, t('events.saved', { name: fields.name })))
    if (saved) onClose()
  }
  const add = (fields: RaceFields) => {
    const raceId = raceIdSchema.parse(crypto.randomUUID())
    const ends = (['START', 'FINISH'] as const).map((kind) => ({
      id: checkpointIdSchema.parse(crypto.randomUUID()),
      name: kind,
      kind,
    }))
    return give(raceCommands({ id: raceId, eventId: event.id, ...fields }, withEnds ? ends : []), {
      said: t('events.raceAdded', { race: fields.name }),
      undo: [{ type: 'deleteRace', args: { raceId } }],
    })
  }
  const title = t(race === undefined ? 'events.raceTitle' : 'events.editRace')
  return (
    <Inspector title={title} name={title} onClose={onClose}>
      <form className="event-form" onSubmit={(submitted) => void save(submitted)}>
        <Field label={t('events.name')} value={name} onChange={setName} autoFocus required maxLength={80} />
        <Field
          label={t('events.plannedStart')}
          description={[inWords(start), t('events.zone', { zone })].filter(Boolean).join(' · ')}
          kind="datetime-local"
          value={start}
          onChange={setStart}
        />
        <Field
          label={t('events.expectedEnd')}
          description={inWords(end) ?? t('events.expectedEndWhy')}
          kind="datetime-local"
          value={end}
          onChange={setEnd}
        />
        {race === undefined ? (
          <label className="event-tick">
            <input
              type="checkbox"
              checked={withEnds}
              onChange={(changed) => setWithEnds(changed.currentTarget.checked)}
            />
            {t('events.withEnds')}
          </label>
        ) : null}
        <FormButtons
          act={t(race === undefined ? 'events.addRace' : 'action.save')}
          ready={ready}
          busy={busy}
          problem={problem}
          onCancel={onClose}
        />
      </form>
    </Inspector>
  )
}

interface RaceFields {
  readonly name: string
  readonly plannedStart: string | undefined
  readonly expectedEnd: string | undefined
}

/** An emptied time is taken away; the undo puts back what was there. */
function change(race: Race, fields: RaceFields, said: string) {
  const edit = ({ name, plannedStart, expectedEnd }: RaceFields) => ({
    type: 'editRace' as const,
    args: { raceId: race.id, name, plannedStart: plannedStart ?? null, expectedEnd: expectedEnd ?? null },
  })
  const before = { name: race.name, plannedStart: race.plannedStart, expectedEnd: race.expectedEnd }
  return [[edit(fields)], { said, undo: [edit(before)] }] as const
}

function fieldText(zone: string, moment: string | undefined, without: string): string {
  return moment === undefined ? without : localIn(zone, moment)
}
